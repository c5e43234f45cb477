package io.pulltriage.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command against receivers that take and refuse. */
class AlertsTestCommandTest {

  @TempDir
  @SuppressWarnings("NullAway.Init") // Set by JUnit.
  private Path folder;

  private final List<String> taken = Collections.synchronizedList(new ArrayList<>());

  @SuppressWarnings("NullAway.Init") // Set before each test.
  private HttpServer receivers;

  @BeforeEach
  void startReceivers() throws IOException {
    receivers = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receivers.createContext(
        "/",
        exchange -> {
          try (exchange) {
            String body =
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String path = exchange.getRequestURI().getPath();
            taken.add(path + " " + body);
            exchange.sendResponseHeaders(path.startsWith("/gone") ? 404 : 200, -1);
          }
        });
    receivers.start();
  }

  @AfterEach
  void stopReceivers() {
    receivers.stop(0);
  }

  @Test
  void shouldSayWhatEachSinkAnswered() throws IOException {
    // When
    Outcome outcome = Outcome.of("alerts", "test", "--config", config().toString());

    // Then
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.outLines())
        .anySatisfy(line -> assertThat(line).contains("main", "opened", "yes", "HTTP 200"))
        .anySatisfy(line -> assertThat(line).contains("main", "resolved", "yes", "HTTP 200"))
        .anySatisfy(line -> assertThat(line).contains("router", "opened", "no", "HTTP 404"))
        .hasSize(5);
    assertThat(taken).hasSize(4);
  }

  @Test
  void shouldTellOnlyTheNamedSink() throws IOException {
    // When
    Outcome outcome =
        Outcome.of("alerts", "test", "--config", config().toString(), "--sink", "main");

    // Then
    assertThat(outcome.status()).as(outcome.err()).isZero();
    assertThat(taken).hasSize(2).allMatch(request -> request.startsWith("/main/api/v2/alerts "));
  }

  @Test
  void shouldRefuseASinkThatIsNotConfigured() throws IOException {
    // When
    Outcome outcome =
        Outcome.of("alerts", "test", "--config", config().toString(), "--sink", "mail");

    // Then
    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.err()).contains("--sink mail", "main", "router");
    assertThat(taken).isEmpty();
  }

  @Test
  void shouldAskForASinkWhereThereIsNone() {
    // When
    Outcome outcome = Outcome.of("alerts", "test");

    // Then
    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.err()).contains("no sink is configured");
  }

  private Path config() throws IOException {
    int port = receivers.getAddress().getPort();
    return Files.writeString(
        folder.resolve("alerts.yaml"),
        """
        alerts:
          alertmanagers:
            main: { url: "http://127.0.0.1:%1$d/main" }
          webhooks:
            router: { url: "http://127.0.0.1:%1$d/gone" }
        """
            .formatted(port));
  }
}
