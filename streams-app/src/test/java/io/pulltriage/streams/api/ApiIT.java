package io.pulltriage.streams.api;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pulltriage.schemas.ClusterStatus;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.Outbreak;
import io.pulltriage.schemas.serdes.JsonRecords;
import io.pulltriage.streams.query.Field;
import io.pulltriage.streams.service.ServedAnalyzer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The routes over real sockets, with the real topology behind them. */
@ExtendWith(ServedCapture.class)
class ApiIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  @SuppressWarnings("NullAway.Init")
  private static ServedAnalyzer served;

  @SuppressWarnings("NullAway.Init")
  private static Client client;

  @SuppressWarnings("NullAway.Init")
  private static DocumentCheck document;

  @SuppressWarnings("NullAway.Init")
  private static List<Incident> incidents;

  @BeforeAll
  static void serve(ServedCapture.Stage stage) throws IOException, InterruptedException {
    served = stage.serve();
    client = new Client(served.port());
    document = new DocumentCheck(client.get("/openapi.json").body());
    incidents = stage.incidents();
  }

  @AfterAll
  static void stop() {
    served.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/incidents",
        "/api/v1/incidents?status=open&cause=tag_not_found,CRASH_LOOP&order=id&limit=2",
        "/api/v1/outbreaks",
        "/api/v1/clusters",
        "/api/v1/summary",
        "/api/v1/incidents?since=7d&cluster=lab-*,none&namespace=data",
        "/api/v1/clusters?cluster=lab-a,lab-b",
        "/api/v1/alerts",
        "/api/v1/silences",
        "/live",
        "/ready",
        "/metrics",
        "/openapi.json"
      })
  void shouldAnswerAsItsDocumentSays(String path) throws IOException, InterruptedException {
    HttpResponse<String> response = client.get(path);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    document.require("get", path, response);
  }

  @Test
  void shouldDocumentEveryRouteAndNothingElse() {
    Set<String> documented = new TreeSet<>();
    for (String path : document.paths()) {
      document
          .operations(path)
          .fieldNames()
          .forEachRemaining(method -> documented.add(method + ' ' + path));
    }
    List<Route> routes =
        served.routes().stream()
            .filter(route -> route.path().matches("/api/.*|/live|/ready|/metrics|/openapi.json"))
            .toList();

    assertThat(routes).map(ApiIT::operation).containsExactlyInAnyOrderElementsOf(documented);
    for (Route route : routes) {
      String method = route.method().toLowerCase(Locale.ROOT);
      JsonNode operation = document.operation(route.path(), method);
      String as = operation(route);
      assertThat(operation.has("requestBody")).as(as).isEqualTo(route.takesBody());
      assertThat(operation.path("security").path(0).isEmpty())
          .as(as)
          .isEqualTo(route.access() == Access.OPEN);
      Map<String, JsonNode> parameters = document.query(route.path(), method);
      assertThat(parameters.keySet())
          .as(as)
          .containsExactlyInAnyOrderElementsOf(
              route.parameters().stream().map(QueryParameter::name).toList());
      for (QueryParameter parameter : route.parameters()) {
        JsonNode shown = requireNonNull(parameters.get(parameter.name()));
        assertThat(shown.path("schema").path("type").asText().equals("array"))
            .as(as + ' ' + parameter)
            .isEqualTo(parameter.repeatable());
      }
    }
  }

  private static String operation(Route route) {
    return route.method().toLowerCase(Locale.ROOT) + ' ' + route.path();
  }

  @ParameterizedTest
  @EnumSource(Field.class)
  void shouldDocumentEachFilterAsItIs(Field field) {
    JsonNode parameter =
        requireNonNull(document.query("/api/v1/stream", "get").get(field.parameter()));

    assertThat(parameter.path("description").asText()).startsWith(field.description());
    assertThat(document.choices(parameter)).isEqualTo(field.choices());
  }

  static List<Schema> records() {
    return List.of(
        Incident.getClassSchema(), Outbreak.getClassSchema(), ClusterStatus.getClassSchema());
  }

  @ParameterizedTest
  @MethodSource("records")
  void shouldDocumentEachFieldAndConstantOfItsRecords(Schema record) {
    String name = record.getName().equals("ClusterStatus") ? "Cluster" : record.getName();
    requireDocumented(record, name);
  }

  private static void requireDocumented(Schema schema, String name) {
    JsonNode shown = document.schema(name);
    if (schema.getType() == Schema.Type.ENUM) {
      assertThat(JSON.convertValue(shown.path("enum"), String[].class))
          .as(name)
          .containsExactlyElementsOf(schema.getEnumSymbols());
      return;
    }
    for (Schema.Field field : schema.getFields()) {
      assertThat(shown.path("properties").has(field.name())).as(name + ' ' + field).isTrue();
      assertThat(JSON.convertValue(shown.path("required"), String[].class))
          .as(name)
          .contains(field.name());
      for (Schema inner : inner(field.schema())) {
        if (inner.getType() == Schema.Type.RECORD || inner.getType() == Schema.Type.ENUM) {
          requireDocumented(inner, inner.getName());
        }
      }
    }
  }

  private static List<Schema> inner(Schema schema) {
    return switch (schema.getType()) {
      case UNION -> schema.getTypes().stream().flatMap(one -> inner(one).stream()).toList();
      case ARRAY -> inner(schema.getElementType());
      default -> List.of(schema);
    };
  }

  @Test
  void shouldShowAnIncidentAsItsRecordIsHoweverItsSlashesAreWritten()
      throws IOException, InterruptedException {
    for (Incident incident : incidents) {
      String encoded = URLEncoder.encode(incident.getId(), StandardCharsets.UTF_8);
      for (String path : List.of(encoded, encoded.replace("%2F", "/"))) {
        HttpResponse<String> response = client.get("/api/v1/incidents/" + path);
        document.require("get", "/api/v1/incidents/" + path, response);
        JsonNode expected = JSON.readTree(JsonRecords.toJson(incident));
        JsonNode shown = JSON.readTree(response.body());
        expected
            .fieldNames()
            .forEachRemaining(
                name -> assertThat(shown.get(name)).as(name).isEqualTo(expected.get(name)));
      }
    }
  }

  @Test
  void shouldTakeListsAndPatternsAndTellHowManyThereAre() throws IOException, InterruptedException {
    JsonNode all = JSON.readTree(client.get("/api/v1/incidents?cluster=lab-a,lab-b").body());
    JsonNode pattern = JSON.readTree(client.get("/api/v1/incidents?cluster=lab-*&limit=1").body());

    assertThat(all.path("total").asInt()).isEqualTo(incidents.size());
    assertThat(all.path("items")).hasSize(incidents.size());
    assertThat(pattern.path("total").asInt()).isEqualTo(incidents.size());
    assertThat(pattern.path("items")).hasSize(1);
    assertThat(pattern.path("asOf").path("behind").asBoolean(true)).isFalse();
    assertThat(
            JSON.readTree(client.get("/api/v1/clusters?cluster=*-a").body())
                .path("items")
                .findValuesAsText("cluster"))
        .containsExactly("lab-a");
  }

  @Test
  void shouldTurnPagesWithoutLosingOrRepeatingAny() throws IOException, InterruptedException {
    List<String> ids = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page =
          JSON.readTree(client.get("/api/v1/incidents?order=id&limit=3" + cursor).body());
      page.path("items").forEach(item -> ids.add(item.path("id").asText()));
      cursor = page.path("next").isNull() ? "" : "&cursor=" + page.path("next").asText();
    } while (!cursor.isEmpty());
    assertThat(ids)
        .containsExactlyElementsOf(new TreeSet<>(incidents.stream().map(Incident::getId).toList()));
  }

  @Test
  void shouldSendNothingAgainThatTheClientHas() throws IOException, InterruptedException {
    HttpResponse<String> first = client.get("/api/v1/incidents");
    String tag = first.headers().firstValue("ETag").orElseThrow();

    HttpResponse<String> again = client.get("/api/v1/incidents", "If-None-Match", tag);

    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    HttpResponse<String> head = client.send("HEAD", "/api/v1/incidents", "");
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValue("ETag")).contains(tag);
    assertThat(head.body()).isEmpty();
  }

  @Test
  void shouldCompress() throws IOException, InterruptedException {
    try (var body = client.open("/api/v1/incidents", "Accept-Encoding", "gzip").body()) {
      byte[] plain =
          new GZIPInputStream(new ByteArrayInputStream(body.readAllBytes())).readAllBytes();
      assertThat(JSON.readTree(plain).path("items")).hasSize(incidents.size());
    }
  }

  @Test
  void shouldExplainMessages() throws IOException, InterruptedException {
    String one = "{\"message\":\"Failed to pull image \\\"nginx:1.72\\\": manifest unknown\"}";
    HttpResponse<String> single =
        client.send("POST", "/api/v1/explain", one, "Content-Type", "application/json");
    document.require("post", "/api/v1/explain", single);
    assertThat(JSON.readTree(single.body()).path("cause").asText()).isEqualTo("TAG_NOT_FOUND");

    HttpResponse<String> list =
        client.send(
            "POST",
            "/api/v1/explain/batch",
            "{\"messages\":[" + one + ",{\"message\":\"Scaled up\"}]}",
            "Content-Type",
            "application/json; charset=utf-8");
    document.require("post", "/api/v1/explain/batch", list);
    assertThat(JSON.readTree(list.body()).findValuesAsText("cause"))
        .containsExactly("TAG_NOT_FOUND", "NOT_PULL");
  }

  @Test
  void shouldRefuseWhatItDoesNotTake() throws IOException, InterruptedException {
    refused(404, client.get("/nothing"));
    refused(404, client.get("/api/v1/incidents/none/such"));
    HttpResponse<String> method = client.send("DELETE", "/api/v1/incidents", "");
    refused(405, method);
    assertThat(method.headers().firstValue("Allow")).contains("GET, HEAD");
    refused(415, client.send("POST", "/api/v1/explain", "x", "Content-Type", "text/plain"));
    refused(
        413,
        client.send(
            "POST", "/api/v1/explain", " ".repeat(1 << 21), "Content-Type", "application/json"));
    refused(
        409, client.send("POST", "/api/v1/alerts/retry", "{}", "Content-Type", "application/json"));
    refused(404, client.send("DELETE", "/api/v1/silences/none", ""));
    for (String body : List.of("[1]", "[]", "{}", "{\"messages\":[1]}", "{\"messages\":[]}x")) {
      for (String path : List.of("/api/v1/explain", "/api/v1/explain/batch")) {
        refused(400, client.send("POST", path, body, "Content-Type", "application/json"));
      }
    }
    refused(
        400,
        client.send(
            "POST", "/api/v1/explain", "[".repeat(10_000), "Content-Type", "application/json"));
  }

  @Test
  void shouldNameTheParameterThatWasMeant() throws IOException, InterruptedException {
    assertThat(refused(400, client.get("/api/v1/incidents?stauts=open"))).contains("'status'");
    assertThat(refused(400, client.get("/api/v1/incidents?status=opne"))).contains("'open'");
    assertThat(refused(400, client.get("/api/v1/incidents?limit=1&limit=1"))).contains("twice");
    assertThat(refused(400, client.get("/api/v1/incidents?limit=-1"))).contains("limit");
    assertThat(refused(400, client.get("/api/v1/incidents?limit=99999999999"))).contains("limit");
    assertThat(refused(400, client.get("/api/v1/incidents?cursor=AAAA"))).contains("cursor");
    assertThat(refused(400, client.get("/api/v1/incidents?since=yesterday"))).contains("since");
    assertThat(refused(400, client.get("/api/v1/clusters?x=1"))).contains("unknown");
    assertThat(refused(400, client.get("/api/v1/incidents?cluster=a,,b")))
        .contains("cluster has an empty value");
  }

  private static String refused(int status, HttpResponse<String> response) throws IOException {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    document.requireProblem(response.body());
    JsonNode problem = JSON.readTree(response.body());
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(response.body()).doesNotContain("Exception", "\\tat ", ".java");
    return problem.path("detail").asText();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/incidents/%ff%fe",
        "/api/v1/incidents/%",
        "/api/v1/incidents/%00",
        "/api/v1/incidents/..%2f..%2f..%2fetc/passwd",
        "/api/v1/incidents/../../../../etc/passwd",
        "/../../etc/passwd",
        "/api/v1/incidents/<script>alert(1)</script>",
        "/api/v1/incidents?cluster=%ff",
        "/api/v1/incidents?cluster=<script>alert(1)</script>",
        "/api/v1/outbreaks/IMAGE/%E2%80%AE/x",
        "//api//v1//incidents",
        "/api/v1/incidents;jsessionid=1",
        "/api/v1/stream?kind=%00",
        "\u0001\u0002",
        "*"
      })
  void shouldMeetHostileAddressesWithAProblem(String path) throws IOException {
    String response = client.rawGet(path);
    assertThat(response).matches("(?s)HTTP/1\\.1 (200|400|404) .*");
    assertThat(response).contains("X-Content-Type-Options: nosniff");
    assertThat(response).doesNotContain("text/html", "Exception", "root:");
  }

  @Test
  void shouldAnswerUnderItsOwnNamesAlone() throws IOException {
    String request =
        "GET /api/v1/incidents HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n";
    assertThat(client.raw(request.getBytes(StandardCharsets.US_ASCII))).startsWith("HTTP/1.1 421");
  }

  @Test
  void shouldMeetWhatIsTooLongOrNoHttpWithAProblem() throws IOException {
    assertThat(client.rawGet("/api/v1/incidents/" + "x".repeat(100_000)))
        .startsWith("HTTP/1.1 414");
    assertThat(client.rawGet("/api/v1/incidents?cluster=" + "x".repeat(5_000)))
        .startsWith("HTTP/1.1 400");
    assertThat(client.raw(new byte[] {0, 1, 2, (byte) 0xff, '\r', '\n', '\r', '\n'}))
        .startsWith("HTTP/1.1 400");
  }
}
