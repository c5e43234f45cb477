package io.pulltriage.producer.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.pulltriage.http.ConnectionLimits;
import io.pulltriage.producer.config.HttpConfig;
import io.pulltriage.testkit.Probe;
import io.pulltriage.testkit.SlowClients;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The producer's server: what it answers, and under clients that are as slow as they can be. */
class OperationsServerIT {

  private static final int CLIENTS = 200;
  private static final Duration PROMPT = Duration.ofMillis(500);
  private static final Duration WITHIN = Duration.ofSeconds(20);

  @SuppressWarnings("NullAway.Init")
  private OperationsServer server;

  @BeforeEach
  void start() throws IOException {
    server =
        new OperationsServer(
            new HttpConfig(
                "127.0.0.1",
                0,
                new ConnectionLimits(1_000, 1_000, Duration.ofSeconds(1), WITHIN, 1_024)),
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
            Health::yes,
            () -> Health.no("not yet"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void shouldAnswerItsPathsAndNothingElse() throws IOException, InterruptedException {
    assertThat(ask("GET", "/live").body()).isEqualTo("ok\n");
    assertThat(ask("HEAD", "/live").statusCode()).isEqualTo(200);
    HttpResponse<String> ready = ask("GET", "/ready");
    assertThat(ready.statusCode()).isEqualTo(503);
    assertThat(ready.body()).isEqualTo("not yet\n");
    assertThat(ask("GET", "/metrics").headers().firstValue("Content-Type"))
        .contains("text/plain; version=0.0.4; charset=utf-8");
    assertThat(ask("POST", "/live").statusCode()).isEqualTo(405);
    assertThat(ask("GET", "/live/x").statusCode()).isEqualTo(404);
    HttpResponse<String> long_ = ask("GET", "/" + "x".repeat(20_000));
    assertThat(long_.statusCode()).isEqualTo(414);
    assertThat(long_.body()).isEqualTo("the request cannot be answered\n");
  }

  @Test
  void shouldAnswerProbesWhileOthersAreSlow() throws Exception {
    String head = " HTTP/1.1\r\nHost: localhost\r\n";
    warmUp();
    try (SlowClients headers = slow("GET /metrics" + head + "X: ", SlowClients.Pace.SENDS);
        SlowClients bodies =
            slow("POST /live" + head + "Content-Length: 100000\r\n\r\n", SlowClients.Pace.SENDS);
        SlowClients readers =
            slow(("GET /metrics" + head + "\r\n").repeat(20), SlowClients.Pace.READS)) {
      for (String path : new String[] {"/live", "/metrics"}) {
        Probe.Result probe = new Probe(server.port(), path).during(Duration.ofSeconds(1));
        assertThat(probe.failures()).as(path).isEmpty();
        assertThat(probe.percentile99()).as(path).isLessThan(PROMPT);
      }
      await().atMost(WITHIN).until(() -> headers.ended() >= CLIENTS);
      await().atMost(WITHIN).until(() -> bodies.ended() >= CLIENTS);
      assertThat(readers).isNotNull();
    }
  }

  /** The first requests of a process load its classes. */
  private void warmUp() {
    new Probe(server.port(), "/live").during(Duration.ofMillis(500));
  }

  private SlowClients slow(String opening, SlowClients.Pace pace) throws IOException {
    return new SlowClients(server.port(), CLIENTS, opening, pace);
  }

  private HttpResponse<String> ask(String method, String path)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
