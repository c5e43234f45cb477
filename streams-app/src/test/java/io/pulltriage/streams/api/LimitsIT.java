package io.pulltriage.streams.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pulltriage.settings.ConfigReader;
import io.pulltriage.streams.config.AnalyzerServiceConfig;
import io.pulltriage.streams.service.ServedAnalyzer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Bounds for those who ask too much, and what is done for those who wait. */
@ExtendWith(ServedCapture.class)
class LimitsIT {

  private static final Duration WITHIN = Duration.ofMinutes(2);
  private static final String PAGE = "https://page.example";

  @Test
  void shouldAskAClientToWaitThatAsksTooMuch(ServedCapture.Stage stage) throws Exception {
    try (ServedAnalyzer served =
        serve(stage, "api.limits.requestsPerSecond=1", "api.limits.burst=5")) {
      Client client = new Client(served.port());
      List<HttpResponse<String>> answers = atOnce(40, () -> client.get("/api/v1/clusters"));

      assertThat(answers).filteredOn(answer -> answer.statusCode() == 200).hasSizeBetween(5, 39);
      HttpResponse<String> refused =
          answers.stream()
              .filter(answer -> answer.statusCode() == 429)
              .findFirst()
              .orElseThrow(() -> new AssertionError("none of forty was refused"));
      assertThat(refused.headers().firstValue("Content-Type")).contains(Reply.PROBLEM);
      assertThat(Integer.parseInt(refused.headers().firstValue("Retry-After").orElseThrow()))
          .isPositive();
      await().atMost(WITHIN).until(() -> client.get("/api/v1/clusters").statusCode() == 200);
    }
  }

  @Test
  void shouldSayOnAQuietStreamThatItLives(ServedCapture.Stage stage) throws Exception {
    try (ServedAnalyzer served = serve(stage, "api.limits.heartbeat=200ms")) {
      Client client = new Client(served.port());
      try (BufferedReader lines = open(client, "/api/v1/stream?cluster=none")) {
        List<String> heard = new ArrayList<>();
        while (heard.stream().filter(line -> line.startsWith(":")).count() < 3) {
          heard.add(lines.readLine());
        }
        assertThat(heard).noneMatch(line -> line.startsWith("event: incident"));
      }
    }
  }

  @Test
  void shouldOpenNoMoreStreamsThanItMay(ServedCapture.Stage stage) throws Exception {
    try (ServedAnalyzer served =
        serve(stage, "api.limits.heartbeat=200ms", "api.limits.streams=1")) {
      Client client = new Client(served.port());
      try (BufferedReader first = open(client, "/api/v1/stream?cluster=none")) {
        assertThat(first.readLine()).isNotNull();

        HttpResponse<String> second = client.get("/api/v1/stream");

        assertThat(second.statusCode()).isEqualTo(503);
        assertThat(second.headers().firstValue("Retry-After")).isPresent();
      }
    }
  }

  @Test
  void shouldLetOnlyThePagesReadThatWereNamed(ServedCapture.Stage stage) throws Exception {
    try (ServedAnalyzer served = serve(stage, "api.allowedOrigins=" + PAGE)) {
      Client client = new Client(served.port());
      assertThat(allowedOrigin(client.get("/api/v1/clusters", "Origin", PAGE))).isEqualTo(PAGE);
      assertThat(allowedOrigin(client.get("/api/v1/clusters", "Origin", "https://evil.example")))
          .isEmpty();
      assertThat(allowedOrigin(client.get("/api/v1/clusters"))).isEmpty();
    }
    try (ServedAnalyzer served = serve(stage)) {
      Client client = new Client(served.port());
      assertThat(allowedOrigin(client.get("/api/v1/clusters", "Origin", PAGE))).isEmpty();
    }
  }

  private static ServedAnalyzer serve(ServedCapture.Stage stage, String... more)
      throws IOException {
    List<String> settings = new ArrayList<>(List.of(more));
    settings.add("api.port=0");
    return stage.serve(
        ConfigReader.read(AnalyzerServiceConfig.defaults(), null, Map.of(), settings).api(),
        Map.of());
  }

  private static <V> List<V> atOnce(int times, Callable<V> question) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(times);
    try {
      List<V> answers = new ArrayList<>();
      for (Future<V> answer : threads.invokeAll(Collections.nCopies(times, question))) {
        answers.add(answer.get());
      }
      return answers;
    } finally {
      threads.shutdownNow();
    }
  }

  /** The stream, once the server follows the topics. */
  private static BufferedReader open(Client client, String path) {
    HttpResponse<InputStream> stream =
        await().atMost(WITHIN).until(() -> client.open(path), answer -> answer.statusCode() == 200);
    return new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8));
  }

  private static String allowedOrigin(HttpResponse<String> answer) {
    return answer.headers().firstValue("Access-Control-Allow-Origin").orElse("");
  }
}
