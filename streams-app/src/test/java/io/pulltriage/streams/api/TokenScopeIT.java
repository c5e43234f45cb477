package io.pulltriage.streams.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pulltriage.http.ConnectionLimits;
import io.pulltriage.schemas.Incident;
import io.pulltriage.streams.config.ApiConfig;
import io.pulltriage.streams.config.LimitsConfig;
import io.pulltriage.streams.config.TlsConfig;
import io.pulltriage.streams.config.TokenConfig;
import io.pulltriage.streams.service.ServedAnalyzer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a team's token shows: through no route anything else. */
@ExtendWith(ServedCapture.class)
class TokenScopeIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TEAM = "team-token-0123456789";
  private static final String ALL = "whole-token-0123456789";

  @SuppressWarnings("NullAway.Init")
  private static ServedCapture.Stage stage;

  @SuppressWarnings("NullAway.Init")
  private static ServedAnalyzer served;

  @SuppressWarnings("NullAway.Init")
  private static Client client;

  @BeforeAll
  static void serve(ServedCapture.Stage shared) throws IOException {
    stage = shared;
    ApiConfig config =
        new ApiConfig(
            "127.0.0.1",
            0,
            false,
            TlsConfig.NONE,
            List.of(),
            Map.of(
                "team",
                new TokenConfig("", "TEAM", List.of("lab-a"), List.of("data"), false),
                "all",
                new TokenConfig("", "ALL", List.of("*"), List.of("*"), true)),
            ConnectionLimits.forUsers(),
            LimitsConfig.defaults());
    served = stage.serve(config, Map.of("TEAM", TEAM, "ALL", ALL));
    client = new Client(served.port());
  }

  @AfterAll
  static void stop() {
    served.close();
  }

  @Test
  void shouldShowATeamItsOwnAndNothingElse() throws IOException, InterruptedException {
    List<String> own =
        stage.incidents().stream()
            .filter(TokenScopeIT::isOwn)
            .map(Incident::getId)
            .sorted()
            .toList();
    assertThat(own).isNotEmpty().hasSizeLessThan(stage.incidents().size());

    JsonNode list = json("/api/v1/incidents?order=id");
    assertThat(list.path("items").findValuesAsText("id")).containsExactlyElementsOf(own);
    assertThat(
            json("/api/v1/summary").path("open").asInt()
                + json("/api/v1/summary").path("resolved").asInt())
        .isEqualTo(own.size());
    assertThat(json("/api/v1/clusters").path("items").findValuesAsText("cluster"))
        .containsExactly("lab-a");
    for (Incident incident : stage.incidents()) {
      String path =
          "/api/v1/incidents/" + URLEncoder.encode(incident.getId(), StandardCharsets.UTF_8);
      assertThat(status(path)).as(path).isEqualTo(isOwn(incident) ? 200 : 404);
    }
  }

  /** A cursor is a place in the list: it must be one that the token sees. */
  @ParameterizedTest
  @ValueSource(strings = {"id", "newest"})
  void shouldNameNoForeignPlaceInACursor(String order) throws IOException, InterruptedException {
    String next = "";
    int pages = 0;
    do {
      JsonNode page = json("/api/v1/incidents?limit=1&order=" + order + next);
      if (page.path("next").isNull()) {
        break;
      }
      String place =
          new String(
              Base64.getUrlDecoder().decode(page.path("next").asText()),
              StandardCharsets.ISO_8859_1);
      assertThat(place).doesNotContain("lab-b", "lab-a/shop");
      assertThat(place).contains("lab-a/data/");
      next = "&cursor=" + page.path("next").asText();
      pages++;
    } while (true);
    assertThat(pages).isPositive();
  }

  @Test
  void shouldTellOfNoForeignPlaceAnywhere() throws IOException, InterruptedException {
    for (String path :
        List.of(
            "/api/v1/incidents",
            "/api/v1/incidents?cluster=lab-b",
            "/api/v1/outbreaks",
            "/api/v1/outbreaks?cluster=lab-b",
            "/api/v1/outbreaks?cluster=*-b",
            "/api/v1/incidents?cluster=*-b",
            "/api/v1/clusters?cluster=*",
            "/api/v1/summary",
            "/api/v1/clusters")) {
      assertThat(body(path)).as(path).doesNotContain("lab-b", "lab-a/shop", "\"shop\"");
    }
    for (String path : List.of("/metrics", "/api/v1/alerts", "/api/v1/silences")) {
      assertThat(status(path)).as(path).isEqualTo(403);
    }
  }

  @Test
  void shouldAskEveryoneForAToken() throws IOException, InterruptedException {
    for (String path :
        List.of("/api/v1/incidents", "/api/v1/stream", "/api/v1/summary", "/metrics")) {
      var none = client.get(path);
      assertThat(none.statusCode()).as(path).isEqualTo(401);
      assertThat(none.headers().firstValue("WWW-Authenticate")).contains("Bearer");
      assertThat(client.get(path, "Authorization", "Bearer no-such-token-0123").statusCode())
          .isEqualTo(401);
      assertThat(client.get(path, "Authorization", "Basic eDp5").statusCode()).isEqualTo(401);
    }
    assertThat(client.get("/live").statusCode()).isEqualTo(200);
    assertThat(client.get("/metrics", "Authorization", "Bearer " + ALL).statusCode())
        .isEqualTo(200);
  }

  private static boolean isOwn(Incident incident) {
    return incident.getCluster().equals("lab-a") && incident.getNamespace().equals("data");
  }

  private static JsonNode json(String path) throws IOException, InterruptedException {
    return JSON.readTree(body(path));
  }

  private static String body(String path) throws IOException, InterruptedException {
    return client.get(path, "Authorization", "Bearer " + TEAM).body();
  }

  private static int status(String path) throws IOException, InterruptedException {
    return client.get(path, "Authorization", "Bearer " + TEAM).statusCode();
  }
}
