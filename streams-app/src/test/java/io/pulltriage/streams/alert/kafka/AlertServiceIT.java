package io.pulltriage.streams.alert.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pulltriage.schemas.Incident;
import io.pulltriage.streams.alert.decide.Silence;
import io.pulltriage.streams.alert.kafka.AlertOverview.SinkStanding;
import io.pulltriage.streams.alert.kafka.AlertServices.Told;
import io.pulltriage.streams.alert.testing.Samples;
import io.pulltriage.streams.config.alerts.AlertsConfig;
import io.pulltriage.streams.config.alerts.DigestConfig;
import io.pulltriage.streams.config.alerts.RetryConfig;
import io.pulltriage.streams.config.alerts.SelectionConfig;
import io.pulltriage.streams.config.alerts.WebhookConfig;
import io.pulltriage.testkit.FaultyClock;
import io.pulltriage.testkit.KafkaFixture;
import io.pulltriage.testkit.Receiver;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What instances of the service tell together, on a real broker and to a real HTTP server. */
class AlertServiceIT {

  private static final Duration WITHIN = Duration.ofMinutes(2);
  private static final ObjectMapper JSON = new ObjectMapper();

  @AutoClose private static final KafkaFixture KAFKA = KafkaFixture.start();

  @AutoClose
  @SuppressWarnings("NullAway.Init") // Set before each test.
  private Receiver receiver;

  @BeforeEach
  void open() throws IOException {
    receiver = new Receiver();
  }

  @Test
  void shouldRepeatNothingAndForgetNothingOverARestart() throws Exception {
    // Given
    AlertServices services = AlertServices.on(KAFKA, "restart");
    Incident told = Samples.incident("told");
    Incident ends = Samples.incident("ends-meanwhile");
    try (Told service = services.start(config(), false)) {
      services.publish(told, ends);
      awaitTold(2);
      assertThat(service.service().awaitSettled(WITHIN)).isTrue();
    }

    // When
    services.publish(Samples.resolved(ends));
    services.publish(Samples.incident("begins-meanwhile"));
    try (Told service = services.start(config(), true)) {
      awaitTold(4);
      assertThat(service.service().awaitSettled(WITHIN)).isTrue();
    }

    // Then
    assertThat(told())
        .containsExactlyInAnyOrder(
            "opened told",
            "opened ends-meanwhile",
            "resolved ends-meanwhile",
            "opened begins-meanwhile");
    assertThat(ids()).doesNotHaveDuplicates();
  }

  @Test
  void shouldSendUnderTheSameNameWhatWasNotTakenBeforeTheRestart() throws Exception {
    // Given
    AlertServices services = AlertServices.on(KAFKA, "crash");
    receiver.behave(Receiver.answering(503, "later"));
    try (Told service = services.start(config(), false)) {
      services.publish(Samples.incident("api"));
      awaitTold(1);
      assertThat(service.service().failure()).isEmpty();
    }

    // When
    receiver.behave(Receiver.answering(204, ""));
    try (Told service = services.start(config(), false)) {
      awaitTold(2);
      assertThat(service.service().awaitSettled(WITHIN)).isTrue();
    }

    // Then
    assertThat(ids().stream().distinct()).hasSize(1);
  }

  @Test
  void shouldTellEachOnceFromSeveralInstances() throws Exception {
    // Given
    AlertServices services = AlertServices.on(KAFKA, "several");
    Incident[] many =
        IntStream.range(0, 30).mapToObj(i -> Samples.incident("api-" + i)).toArray(Incident[]::new);

    // When
    try (Told one = services.start(config(), false)) {
      try (Told two = services.start(config(), false)) {
        services.publish(many);
        awaitTold(many.length);
        assertThat(one.service().awaitSettled(WITHIN)).isTrue();
        assertThat(two.service().failure()).isEmpty();
      }
      services.publish(Samples.incident("last"));
      awaitTold(many.length + 1);
      assertThat(one.service().awaitSettled(WITHIN)).isTrue();
    }

    // Then
    assertThat(ids()).doesNotHaveDuplicates().hasSize(many.length + 1);
  }

  @Test
  void shouldParkWhatIsRefusedAndTryItAnewWhicheverInstanceIsAsked() throws Exception {
    // Given
    AlertServices services = AlertServices.on(KAFKA, "parked");
    Incident[] many =
        IntStream.range(0, 8).mapToObj(i -> Samples.incident("api-" + i)).toArray(Incident[]::new);
    receiver.behave(Receiver.answering(410, "gone"));
    try (Told one = services.start(config(), false);
        Told two = services.start(config(), false)) {
      services.publish(many);
      await()
          .atMost(WITHIN)
          .until(() -> one.service().overview(WITHIN).parked().size() == many.length);
      assertThat(two.service().overview(WITHIN).parked())
          .allSatisfy(parked -> assertThat(parked.why()).isEqualTo("HTTP 410: gone"));
      assertThat(two.service().overview(WITHIN).sinks())
          .extracting(SinkStanding::name, SinkStanding::open, SinkStanding::parked)
          .containsExactly(tuple("hook", 0L, (long) many.length));

      // When
      receiver.behave(Receiver.answering(200, ""));
      two.service().retryParked();

      // Then
      await().atMost(WITHIN).until(() -> one.service().overview(WITHIN).parked().isEmpty());
      assertThat(one.service().overview(WITHIN).sinks())
          .extracting(SinkStanding::open, SinkStanding::parked)
          .containsExactly(tuple((long) many.length, 0L));
      awaitTold(2 * many.length);
    }
  }

  @Test
  void shouldBeSilentAsLongAsASilenceHolds() throws Exception {
    // Given
    AlertServices services = AlertServices.on(KAFKA, "silent");
    try (Told service = services.start(config(), false)) {
      service
          .service()
          .silence(
              "maintenance",
              new Silence(
                  "maintenance",
                  SelectionConfig.any(),
                  Instant.now().plus(Duration.ofHours(1)),
                  "ops",
                  "work on the registry"));
      assertThat(service.service().awaitSettled(WITHIN)).isTrue();
      services.publish(Samples.incident("api"));
      assertThat(service.service().awaitSettled(WITHIN)).isTrue();
      assertThat(receiver.requests()).isEmpty();

      // When
      service.service().silence("maintenance", null);

      // Then
      awaitTold(1);
      assertThat(told()).containsExactly("opened api");
    }
  }

  @Test
  void shouldSayThatItsThreadIsDownAndGoOnAfterwards() throws Exception {
    // Given
    AlertServices services = AlertServices.on(KAFKA, "down");
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    FaultyClock clock = new FaultyClock();
    try (Told service = services.start(config(), false, registry, clock)) {
      assertThat(service.service().awaitSettled(WITHIN)).isTrue();

      // When
      clock.breakDown("no time");
      await().atMost(WITHIN).until(() -> service.service().failure().isPresent());

      // Then
      assertThat(service.service().failure()).hasValue("thread alerts is down: no time");
      assertThat(failures(registry, "alerts")).isPositive();

      // And when
      clock.repair();
      services.publish(Samples.incident("api"));

      // Then
      awaitTold(1);
      assertThat(service.service().failure()).isEmpty();
    }
  }

  @Test
  void shouldSkipWhatCannotBeReadLiveAndAtATakeOver() throws Exception {
    // Given
    AlertServices services = AlertServices.on(KAFKA, "garbage");
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    services.publishGarbage("incident/before");
    services.publish(Samples.incident("before"));

    try (Told service = services.start(config(), false, registry)) {
      awaitTold(1);
      assertThat(unreadable(registry)).isEqualTo(4 * 3);

      // When
      services.publishGarbage("incident/later");
      services.publish(Samples.incident("later"));

      // Then
      awaitTold(2);
      await().atMost(WITHIN).until(() -> unreadable(registry) == 2 * 4 * 3);
      assertThat(service.service().overview(WITHIN).sinks())
          .extracting(SinkStanding::open)
          .containsExactly(2L);
      assertThat(service.service().failure()).isEmpty();
    }
  }

  @Test
  void shouldRepeatNothingWhenTheReadModelReadsAllAgain() throws Exception {
    // Given
    AlertServices services = AlertServices.on(KAFKA, "again");
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    Incident incident = Samples.incident("api");
    services.publishStatuses();
    services.publish(incident);
    try (Told one = services.start(config(), false, registry)) {
      awaitTold(1);
      assertThat(one.service().awaitSettled(WITHIN)).isTrue();

      // When
      services.makeClustersAgain();
      await().atMost(WITHIN).until(() -> failures(registry, "read-model") > 0);
      await().atMost(WITHIN).until(() -> one.model().obstacles().isEmpty());
      services.publish(Samples.resolved(incident));

      // Then
      awaitTold(2);
      assertThat(one.service().awaitSettled(WITHIN)).isTrue();
      assertThat(told()).containsExactly("opened api", "resolved api");
    }
  }

  private static double failures(SimpleMeterRegistry registry, String thread) {
    return registry.get("pulltriage.background.failures").tag("thread", thread).counter().count();
  }

  private static double unreadable(SimpleMeterRegistry registry) {
    return registry.get("pulltriage.read.model.unreadable").functionCounter().count();
  }

  private void awaitTold(int messages) {
    await().atMost(WITHIN).until(() -> receiver.requests().size() >= messages);
  }

  private List<String> told() throws IOException {
    List<String> told = new ArrayList<>();
    for (Receiver.Request request : receiver.requests()) {
      JsonNode data = JSON.readTree(request.body()).get("data");
      told.add(data.get("change").asText() + ' ' + data.at("/incident/workload/name").asText());
    }
    return told;
  }

  private List<String> ids() throws IOException {
    List<String> ids = new ArrayList<>();
    for (Receiver.Request request : receiver.requests()) {
      ids.add(JSON.readTree(request.body()).get("id").asText());
    }
    return ids;
  }

  private AlertsConfig config() {
    WebhookConfig standard = WebhookConfig.defaults();
    WebhookConfig webhook =
        new WebhookConfig(
            receiver.url() + "/events",
            standard.urlFrom(),
            standard.mode(),
            standard.signing(),
            Duration.ofSeconds(60),
            standard.auth(),
            standard.tls());
    AlertsConfig defaults = AlertsConfig.defaults();
    return new AlertsConfig(
        Map.of(),
        Map.of("hook", webhook),
        Map.of(),
        Map.of(),
        Map.of(),
        new DigestConfig(1_000, Duration.ofMinutes(10), Duration.ofSeconds(1)),
        new RetryConfig(1_000, Duration.ofMinutes(5), Duration.ofMinutes(5)),
        defaults.links());
  }
}
