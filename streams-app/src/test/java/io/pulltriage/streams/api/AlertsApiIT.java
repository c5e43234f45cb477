package io.pulltriage.streams.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pulltriage.settings.ConfigReader;
import io.pulltriage.streams.alert.kafka.AlertService;
import io.pulltriage.streams.config.AnalyzerServiceConfig;
import io.pulltriage.streams.config.ApiConfig;
import io.pulltriage.streams.service.Alerting;
import io.pulltriage.streams.service.ServedAnalyzer;
import io.pulltriage.testkit.Receiver;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Alerts and silences over HTTP, with alerts that are really told. */
@ExtendWith(ServedCapture.class)
class AlertsApiIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration WITHIN = Duration.ofMinutes(3);
  private static final String ADMIN = "admin-admin-admin";
  private static final String READER = "reader-reader-reader";
  private static final String TEAM = "team-team-team-team";
  private static final Instant END = Instant.parse("2120-01-01T00:00:00Z");

  @SuppressWarnings("NullAway.Init")
  private static Receiver receiver;

  private static Optional<AlertService> alerts = Optional.empty();

  @SuppressWarnings("NullAway.Init")
  private static ServedAnalyzer served;

  @SuppressWarnings("NullAway.Init")
  private static Client client;

  @SuppressWarnings("NullAway.Init")
  private static DocumentCheck document;

  @BeforeAll
  static void serve(ServedCapture.Stage stage) throws IOException, InterruptedException {
    receiver = new Receiver();
    receiver.behave(Receiver.answering(410, "gone"));
    AnalyzerServiceConfig settings =
        ConfigReader.read(
            AnalyzerServiceConfig.defaults(),
            null,
            Map.of(),
            List.of(
                "alerts.webhooks.hook.url=" + receiver.url(),
                "alerts.routes.one.sinks=hook",
                "alerts.routes.one.match.causes=NEVER_PULL",
                "alerts.silences.always.match.clusters=none",
                "alerts.silences.always.until=" + END,
                "api.port=0",
                "api.tokens.admin.variable=ADMIN",
                "api.tokens.admin.admin=true",
                "api.tokens.reader.variable=READER",
                "api.tokens.team.variable=TEAM",
                "api.tokens.team.namespaces=shop"));
    alerts =
        Alerting.start(
            settings.alerts(), stage.source("alerts-api"), Map.of(), new SimpleMeterRegistry());
    ApiConfig api = settings.api();
    served = stage.serve(alerts, api, Map.of("ADMIN", ADMIN, "READER", READER, "TEAM", TEAM));
    client = new Client(served.port());
    document = new DocumentCheck(client.get("/openapi.json").body());
  }

  @AfterAll
  static void stop() {
    served.close();
    alerts.ifPresent(AlertService::close);
    receiver.close();
  }

  @Test
  void shouldTellWhatWasGivenUpAndTryItAnew() throws IOException, InterruptedException {
    // Given
    await().atMost(WITHIN).until(() -> json(alerts()).path("parked").size() == 1);
    HttpResponse<String> before = alerts();
    document.require("get", "/api/v1/alerts", before);
    assertThat(json(before).at("/parked/0/why").asText()).isEqualTo("HTTP 410: gone");
    assertThat(json(before).at("/parked/0/kind").asText()).isEqualTo("incident");
    assertThat(json(before).at("/sinks/0/parked").asInt()).isEqualTo(1);
    receiver.behave(Receiver.answering(200, ""));

    // When
    HttpResponse<String> asked = post("/api/v1/alerts/retry", "{}", ADMIN);

    // Then
    document.require("post", "/api/v1/alerts/retry", asked);
    assertThat(asked.statusCode()).isEqualTo(202);
    assertThat(json(asked).path("parked").asInt()).isEqualTo(1);
    await().atMost(WITHIN).until(() -> json(alerts()).path("parked").isEmpty());
    assertThat(json(alerts()).at("/sinks/0/open").asInt()).isEqualTo(1);
    assertThat(json(alerts()).path("error").isNull()).isTrue();
  }

  @Test
  void shouldMakeListAndEndASilence() throws IOException, InterruptedException {
    // When
    HttpResponse<String> made =
        post(
            "/api/v1/silences",
            """
            {"until": "%s", "comment": "<b>the west moves</b>", "clusters": ["prod-*"],
             "causes": ["NETWORK_TIMEOUT"]}
            """
                .formatted(END),
            ADMIN);

    // Then
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    document.require("post", "/api/v1/silences", made);
    String id = json(made).path("id").asText();
    HttpResponse<String> list = get("/api/v1/silences", READER);
    document.require("get", "/api/v1/silences", list);
    assertThat(json(list).path("items").findValuesAsText("id")).contains(id, "config/always");
    assertThat(json(made).path("createdBy").asText()).isEqualTo("admin");

    // And when
    HttpResponse<String> ended = send("DELETE", "/api/v1/silences/" + id, "", ADMIN);

    // Then
    document.require("delete", "/api/v1/silences/" + id, ended);
    assertThat(json(get("/api/v1/silences", READER)).path("items").findValuesAsText("id"))
        .containsExactly("config/always");
    assertThat(send("DELETE", "/api/v1/silences/" + id, "", ADMIN).statusCode()).isEqualTo(404);
    assertThat(send("DELETE", "/api/v1/silences/config/always", "", ADMIN).statusCode())
        .isEqualTo(409);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          []                                                              | an object is expected
          {"until": "2020-01-01T00:00:00Z", "comment": "x", "kinds": ["incident"]} | in the future
          {"until": "tomorrow", "comment": "x", "kinds": ["incident"]}    | takes a time
          {"until": "2120-01-01T00:00:00Z", "comment": "x"}               | match by something
          {"until": "2120-01-01T00:00:00Z", "kinds": ["incident"]}        | must say why
          {"until": "2120-01-01T00:00:00Z", "comment": "x", "causes": ["BAD_LUCK"]} | not 'BAD_LUCK'
          {"until": "2120-01-01T00:00:00Z", "comment": "x", "cluster": ["a"]} | 'clusters'
          {"until": "2120-01-01T00:00:00Z", "comment": "x", "clusters": "a"} | list of texts
          {"until": "2120-01-01T00:00:00Z", "comment": "x", "clusters": [1]} | takes texts
          {"until":                                                       | not JSON
          """)
  void shouldRefuseWhatIsNoSilence(String body, String problem)
      throws IOException, InterruptedException {
    HttpResponse<String> response = post("/api/v1/silences", body, ADMIN);

    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    document.requireProblem(response.body());
    assertThat(json(response).path("detail").asText()).contains(problem);
  }

  @Test
  void shouldLetOnlyThoseChangeAnythingWhoMay() throws IOException, InterruptedException {
    for (String token : List.of(READER, TEAM)) {
      assertThat(post("/api/v1/alerts/retry", "{}", token).statusCode()).isEqualTo(403);
      assertThat(post("/api/v1/silences", "{}", token).statusCode()).isEqualTo(403);
      assertThat(send("DELETE", "/api/v1/silences/x", "", token).statusCode()).isEqualTo(403);
    }
    for (String path : List.of("/api/v1/alerts", "/api/v1/silences")) {
      assertThat(get(path, TEAM).statusCode()).as(path).isEqualTo(403);
      assertThat(get(path, READER).statusCode()).as(path).isEqualTo(200);
    }
    assertThat(client.send("POST", "/api/v1/alerts/retry", "{}").statusCode()).isEqualTo(401);
  }

  private static HttpResponse<String> alerts() throws IOException, InterruptedException {
    return get("/api/v1/alerts", READER);
  }

  private static HttpResponse<String> get(String path, String token)
      throws IOException, InterruptedException {
    return send("GET", path, "", token);
  }

  private static HttpResponse<String> post(String path, String body, String token)
      throws IOException, InterruptedException {
    return send("POST", path, body, token);
  }

  private static HttpResponse<String> send(String method, String path, String body, String token)
      throws IOException, InterruptedException {
    return client.send(
        method, path, body, "Authorization", "Bearer " + token, "Content-Type", "application/json");
  }

  private static JsonNode json(HttpResponse<String> response) throws IOException {
    return JSON.readTree(response.body());
  }
}
