package io.pulltriage.streams.alert.sink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.pulltriage.schemas.Incident;
import io.pulltriage.streams.alert.decide.Change;
import io.pulltriage.streams.alert.decide.Told;
import io.pulltriage.streams.alert.testing.Samples;
import io.pulltriage.streams.alert.text.AlertMessage;
import io.pulltriage.streams.alert.text.AlertMessage.About;
import io.pulltriage.streams.alert.text.AlertText;
import io.pulltriage.streams.alert.text.Links;
import io.pulltriage.streams.config.alerts.LinksConfig;
import io.pulltriage.testkit.Receiver;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds of every sink, whatever its receiver does. */
abstract class AlertSinkContract {

  static final Instant NOW = Samples.START;
  static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  static final ObjectMapper JSON = new ObjectMapper();
  static final Secrets SECRETS = new Secrets(Map.of("SECRET", "s3cr3t"));
  static final AlertText TEXT =
      new AlertText(
          new Links(
              new LinksConfig("https://pulltriage.example", "https://docs.example/runbooks/")));

  @SuppressWarnings("NullAway.Init") // Set before each test.
  Receiver receiver;

  @SuppressWarnings("NullAway.Init") // Set before each test.
  AlertSink sink;

  /** A sink of the kind for this address. */
  abstract AlertSink sink(String url, Duration timeout);

  @BeforeEach
  void open() throws IOException {
    receiver = new Receiver();
    sink = sink(receiver.url() + "/s3cr3t-path", Duration.ofSeconds(60));
  }

  @AfterEach
  void close() {
    sink.close();
    receiver.close();
  }

  @Test
  void shouldDeliver() throws InterruptedException {
    assertThat(deliver()).isEqualTo(new Outcome.Delivered("HTTP 200"));
    assertThat(receiver.requests()).hasSize(1);
  }

  @Test
  void shouldAskToTryLaterWhatAServerCannotDoNow() throws InterruptedException {
    receiver.behave(Receiver.answering(503, "overloaded"));

    assertThat(deliver()).isEqualTo(new Outcome.Retry("HTTP 503: overloaded", Optional.empty()));
  }

  @Test
  void shouldPassOnHowLongAServerAsksToWait() throws InterruptedException {
    receiver.behave(
        exchange -> {
          exchange.getResponseHeaders().set("Retry-After", "120");
          exchange.sendResponseHeaders(429, -1);
        });
    assertThat(deliver())
        .isEqualTo(new Outcome.Retry("HTTP 429", Optional.of(Duration.ofMinutes(2))));

    receiver.behave(
        exchange -> {
          exchange.getResponseHeaders().set("Retry-After", "Thu, 26 Nov 2026 12:00:30 GMT");
          exchange.sendResponseHeaders(429, -1);
        });
    assertThat(deliver())
        .isEqualTo(new Outcome.Retry("HTTP 429", Optional.of(Duration.ofSeconds(30))));
  }

  @Test
  void shouldNotTryAgainWhatIsRefused() throws InterruptedException {
    receiver.behave(Receiver.answering(404, "nobody\u001b[31m here"));

    assertThat(deliver()).isEqualTo(new Outcome.Refused("HTTP 404: nobody [31m here"));
  }

  @Test
  void shouldFollowNoRedirect() throws InterruptedException {
    receiver.behave(
        exchange -> {
          exchange.getResponseHeaders().set("Location", receiver.url() + "/elsewhere");
          exchange.sendResponseHeaders(307, -1);
        });

    assertThat(deliver()).isInstanceOf(Outcome.Refused.class);
    assertThat(receiver.requests()).hasSize(1);
  }

  @Test
  void shouldNotReadAHugeAnswer() throws InterruptedException {
    receiver.behave(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream out = exchange.getResponseBody()) {
            byte[] block = new byte[1 << 16];
            while (true) {
              out.write(block); // Until the other side has had enough.
            }
          }
        });

    assertThat(deliver()).isEqualTo(new Outcome.Delivered("HTTP 200"));
  }

  @Test
  void shouldNotWaitForASlowReceiver() throws InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    receiver.behave(exchange -> awaitQuietly(end));
    try (AlertSink impatient = sink(receiver.url(), Duration.ofMillis(300))) {
      assertThat(impatient.deliver(List.of(message(Samples.incident("api")))).get(0))
          .isInstanceOf(Outcome.Retry.class);
    } finally {
      end.countDown();
    }
  }

  @Test
  void shouldBearAConnectionThatIsClosed() throws InterruptedException {
    receiver.behave(exchange -> exchange.close());

    assertThat(deliver()).isInstanceOf(Outcome.Retry.class);
  }

  @Test
  void shouldBearThatNobodyListensAndNotTellTheAddress() throws InterruptedException {
    receiver.close();

    Outcome outcome = deliver();

    assertThat(outcome).isInstanceOf(Outcome.Retry.class);
    assertThat(outcome.detail()).doesNotContain("s3cr3t");
  }

  @Test
  void shouldBearHostileTexts() throws IOException, InterruptedException {
    String text = "{{ evil }} <!channel> \u0000\u001b[2J\n\ud800 \"'`*_" + "x".repeat(50_000);
    Incident hostile =
        Samples.builder("api").setTitle(text).setExplanation(text).setNamespace(text).build();

    assertThat(sink.deliver(List.of(message(hostile))).get(0))
        .isEqualTo(new Outcome.Delivered("HTTP 200"));
    JSON.readTree(receiver.requests().get(0).body());
  }

  Outcome deliver() throws InterruptedException {
    return sink.deliver(List.of(message(Samples.incident("api")))).get(0);
  }

  static AlertMessage message(Incident incident) {
    return new About(
        "11111111-2222-3333-4444-555555555555",
        NOW,
        Change.OPENED,
        Samples.subject(incident),
        Told.nothing(false));
  }

  private static void awaitQuietly(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
