package io.pulltriage.streams.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pulltriage.settings.ConfigReader;
import io.pulltriage.streams.config.AnalyzerServiceConfig;
import io.pulltriage.streams.service.ServedAnalyzer;
import io.pulltriage.testkit.Probe;
import io.pulltriage.testkit.SlowClients;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** 200 connections of each kind that are as slow as they can be, with and without a token. */
@ExtendWith(ServedCapture.class)
class SlowClientsIT {

  private static final int CLIENTS = 200;
  private static final Duration PROMPT = Duration.ofMillis(500);
  private static final Duration WITHIN = Duration.ofSeconds(20);
  private static final String TOKEN = "token-of-a-team-0123456789";
  private static final String HEAD =
      " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + TOKEN + "\r\n";
  private static final String BODY =
      "Content-Type: application/json\r\nContent-Length: 100000\r\n\r\n";

  @Test
  void shouldAnswerEverybodyElseInTime(ServedCapture.Stage stage) throws Exception {
    try (ServedAnalyzer served = serve(stage, 2_000);
        BufferedReader stream = follow(served);
        SlowClients headers =
            slow(served, "GET /api/v1/incidents HTTP/1.1\r\nX: ", SlowClients.Pace.SENDS);
        SlowClients bodies =
            slow(served, "POST /api/v1/explain" + HEAD + BODY, SlowClients.Pace.SENDS);
        SlowClients readers =
            slow(
                served,
                "GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(20),
                SlowClients.Pace.READS)) {
      Duration each = Duration.ofSeconds(2);
      for (String path : List.of("/live", "/ready", "/openapi.json")) {
        Probe.Result result = new Probe(served.port(), path).during(each);
        assertThat(result.percentile99()).as(path).isLessThan(PROMPT);
        if (!path.equals("/openapi.json")) { // That one is limited in number.
          assertThat(result.failures()).as(path).isEmpty();
        }
      }
      await().atMost(WITHIN).until(() -> headers.ended() >= CLIENTS);
      await().atMost(WITHIN).until(() -> bodies.ended() >= CLIENTS);
      assertThat(readers).isNotNull();

      // Whoever follows changes has missed nothing.
      stage.send(stage.incidents().get(0));
      String line = stream.readLine();
      while (!line.startsWith("event: incident")) {
        line = stream.readLine();
      }
    }
  }

  @Test
  void shouldTellWhoeverIsTooSlowWithABody(ServedCapture.Stage stage) throws Exception {
    try (ServedAnalyzer served = serve(stage, 100);
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), served.port())) {
      socket.setSoTimeout(20_000);
      socket
          .getOutputStream()
          .write(
              ("POST /api/v1/explain" + HEAD + BODY + "{\"message\":")
                  .getBytes(StandardCharsets.ISO_8859_1));

      String answer =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);

      assertThat(answer).startsWith("HTTP/1.1 408").contains(Reply.PROBLEM, "took too long");
    }
  }

  @Test
  void shouldTakeABodyThatComesInPieces(ServedCapture.Stage stage) throws Exception {
    try (ServedAnalyzer served = serve(stage, 100);
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), served.port())) {
      socket.setSoTimeout(20_000);
      String body = "{\"message\":\"Failed to pull image: manifest unknown\"}";
      String request =
          "POST /api/v1/explain%sContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
              .formatted(HEAD, body.length(), body);
      for (byte each : request.getBytes(StandardCharsets.ISO_8859_1)) {
        socket.getOutputStream().write(each);
        socket.getOutputStream().flush();
      }

      byte[] answer = new byte[15];
      assertThat(socket.getInputStream().readNBytes(answer, 0, answer.length)).isEqualTo(15);
      assertThat(new String(answer, StandardCharsets.ISO_8859_1)).isEqualTo("HTTP/1.1 200 OK");
    }
  }

  private static SlowClients slow(ServedAnalyzer served, String opening, SlowClients.Pace pace)
      throws IOException {
    return new SlowClients(served.port(), CLIENTS, opening, pace);
  }

  private static BufferedReader follow(ServedAnalyzer served) {
    Client client = new Client(served.port());
    new Probe(served.port(), "/live").during(Duration.ofMillis(500)); // Loads the classes.
    HttpResponse<java.io.InputStream> stream =
        await()
            .atMost(WITHIN)
            .until(
                () ->
                    client.open("/api/v1/stream?kind=incident", "Authorization", "Bearer " + TOKEN),
                answer -> answer.statusCode() == 200);
    return new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8));
  }

  private static ServedAnalyzer serve(ServedCapture.Stage stage, int connections)
      throws IOException {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "api.port=0",
                "api.connections.total=" + connections,
                "api.connections.perClient=" + connections,
                "api.connections.requestTimeout=2s",
                "api.limits.heartbeat=1s",
                "api.tokens.team.variable=TEAM"));
    return stage.serve(
        ConfigReader.read(AnalyzerServiceConfig.defaults(), null, Map.of(), settings).api(),
        Map.of("TEAM", TOKEN));
  }
}
