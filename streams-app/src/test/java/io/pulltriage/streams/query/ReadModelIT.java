package io.pulltriage.streams.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pulltriage.schemas.ClusterStatus;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.IncidentStatus;
import io.pulltriage.schemas.TopicSpecs;
import io.pulltriage.schemas.Topics;
import io.pulltriage.schemas.Workload;
import io.pulltriage.streams.config.Storage;
import io.pulltriage.testkit.KafkaFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** The read model on a real broker. */
class ReadModelIT {

  private static final Duration PATIENT = Duration.ofMinutes(2);
  private static final PageRequest FIRST = PageRequest.first(Order.ID, 100);

  @AutoClose private static final KafkaFixture KAFKA = KafkaFixture.start();

  @TempDir
  @SuppressWarnings("NullAway.Init") // Set by JUnit.
  private Path folder;

  @SuppressWarnings("NullAway.Init") // Set before each test.
  private Topics topics;

  @BeforeEach
  void createTopics(TestInfo test) {
    topics = new Topics(test.getTestMethod().orElseThrow().getName() + '.');
    KAFKA.createTopics(new TopicSpecs(topics, 3, 1).withoutTimeLimits().all());
  }

  private static Incident incident(int number) {
    return Incident.newBuilder(Incidents.random(new Random(1)))
        .setId("lab-a/shop/Deployment/api-%03d/app/PULL/00000000".formatted(number))
        .setCluster("lab-a")
        .setNamespace("shop")
        .setWorkload(new Workload("Deployment", "api-%03d".formatted(number)))
        .setStatus(IncidentStatus.OPEN)
        .setResolution(null)
        .setResolvedAt(null)
        .build();
  }

  private ReadModel model(Storage storage, InstantSource clock) {
    return new ReadModel(topics, storage, settings(), clock);
  }

  private Map<String, Object> settings() {
    Map<String, Object> settings = new HashMap<>(KAFKA.clientConfig());
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "reading");
    settings.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
    return settings;
  }

  private ReadModel started(Storage storage) throws InterruptedException {
    ReadModel model = model(storage, Clock.systemUTC());
    model.start();
    assertThat(model.awaitCaughtUp(PATIENT)).isTrue();
    return model;
  }

  private void send(Incident... incidents) {
    KAFKA.send(
        KAFKA.serdes().incident(),
        List.of(incidents).stream()
            .map(one -> new ProducerRecord<>(topics.incidents(), one.getId(), one))
            .toList());
  }

  private void withdraw(Incident... incidents) {
    List<ProducerRecord<String, @Nullable Incident>> tombstones = new ArrayList<>();
    for (Incident one : incidents) {
      tombstones.add(new ProducerRecord<>(topics.incidents(), one.getId(), null));
    }
    KAFKA.send(KAFKA.serdes().incident(), tombstones);
  }

  private static Incident[] incidents(int from, int to) {
    return IntStream.range(from, to).mapToObj(ReadModelIT::incident).toArray(Incident[]::new);
  }

  @Test
  void shouldAnswerFromTheTopics() throws Exception {
    send(incidents(0, 5));
    ClusterStatus status =
        ClusterStatus.newBuilder()
            .setCluster("lab-a")
            .setConnected(true)
            .setSynced(true)
            .setSince(Instant.EPOCH)
            .setObservedAt(Instant.now())
            .build();
    KAFKA.send(
        KAFKA.serdes().clusterStatus(),
        List.of(new ProducerRecord<>(topics.clusters(), "lab-a", status)));

    try (ReadModel model = started(Storage.MEMORY)) {
      assertThat(model.incidents()).containsExactly(incidents(0, 5));
      assertThat(model.summary(Visibility.ALL).content().openByCluster())
          .containsEntry("lab-a", 5L);
      assertThat(model.clusters(Filter.NONE, Visibility.ALL).content())
          .singleElement()
          .satisfies(report -> assertThat(report.status()).isEqualTo(status));
      assertThat(model.obstacles()).isEmpty();

      withdraw(incident(0));
      send(incident(5));
      assertThat(model.awaitCaughtUp(PATIENT)).isTrue();
      assertThat(model.incidents()).containsExactly(incidents(1, 6));
      assertThat(model.incident(incident(0).getId(), Visibility.ALL).content()).isEmpty();
    }
  }

  @Test
  void shouldReadCommittedRecordsAlone() throws Exception {
    Map<String, Object> config = new HashMap<>(KAFKA.clientConfig());
    config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "aborting");
    try (ReadModel model = started(Storage.MEMORY);
        var producer =
            new KafkaProducer<>(
                config, new StringSerializer(), KAFKA.serdes().incident().serializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      var unused = producer.send(new ProducerRecord<>(topics.incidents(), "aborted", incident(1)));
      producer.flush();
      producer.abortTransaction();
      producer.beginTransaction();
      unused =
          producer.send(new ProducerRecord<>(topics.incidents(), incident(2).getId(), incident(2)));
      producer.commitTransaction();

      // Behind the record is nothing but the mark of its transaction's end.
      assertThat(model.awaitCaughtUp(PATIENT)).isTrue();
      assertThat(model.incidents()).containsExactly(incident(2));
    }
  }

  /** The store has what is before its offset; the index must have it as well. */
  @Test
  void shouldBeCompleteAfterARestartWithAndWithoutLocalState() throws Exception {
    send(incidents(0, 20));
    sendUnreadable();
    started(Storage.DISK).close();
    withdraw(incident(0));
    send(incidents(20, 22));

    try (ReadModel again = started(Storage.DISK)) {
      assertThat(again.incidents()).containsExactly(incidents(1, 22));
      assertThat(total(again, Filter.of(Field.WORKLOAD, "api-01*"))).isEqualTo(10);
      assertThat(again.summary(Visibility.ALL).content().open()).isEqualTo(21);
      assertThat(hasReadFromTheBeginning(again)).isFalse();
    }
    Utils.delete(folder.toFile());
    try (ReadModel fresh = started(Storage.DISK)) {
      assertThat(fresh.incidents()).containsExactly(incidents(1, 22));
      assertThat(hasReadFromTheBeginning(fresh)).isTrue();
    }
  }

  /** A record that is counted by whoever comes across it. */
  private void sendUnreadable() {
    KAFKA.send(
        Serdes.ByteArray(),
        List.of(new ProducerRecord<>(topics.incidents(), "unreadable", new byte[] {1})));
  }

  private static boolean hasReadFromTheBeginning(ReadModel model) {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    model.bindTo(meters);
    return meters.get("pulltriage.read.model.unreadable").functionCounter().count() > 0;
  }

  private static int total(ReadModel model, Filter filter) {
    return model.incidents(filter, Visibility.ALL, FIRST).content().total();
  }

  /** Tombstones that it has missed may be gone from the topic. */
  @Test
  void shouldNotGoOnWithStateThatIsTooOld() throws Exception {
    sendUnreadable();
    send(incidents(0, 2));
    started(Storage.DISK).close();
    Path note = folder.resolve("reading-read-model.as-of");
    List<String> lines = Files.readAllLines(note);
    Files.write(note, List.of(lines.get(0), Instant.now().minusSeconds(90_000).toString()));

    try (ReadModel model = started(Storage.DISK)) {
      assertThat(model.incidents()).containsExactly(incidents(0, 2));
      assertThat(hasReadFromTheBeginning(model)).isTrue();
    }
    assertThat(Instant.parse(Files.readAllLines(note).get(1)))
        .isAfter(Instant.now().minusSeconds(600));
  }

  @Test
  void shouldNotGoOnWithStateOfOtherTopics() throws Exception {
    send(incidents(0, 2));
    started(Storage.DISK).close();
    Path note = folder.resolve("reading-read-model.as-of");
    topics = new Topics("other-" + topics.prefix());
    KAFKA.createTopics(new TopicSpecs(topics, 3, 1).withoutTimeLimits().all());
    send(incidents(7, 8));

    try (ReadModel model = started(Storage.DISK)) {
      assertThat(model.incidents()).containsExactly(incidents(7, 8));
    }
    assertThat(note).exists();
  }

  @Test
  void shouldStartWithoutStateThatItCannotRead() throws Exception {
    sendUnreadable();
    send(incidents(0, 3));
    started(Storage.DISK).close();
    int broken = 0;
    try (var files = Files.walk(folder)) {
      for (Path file :
          files.filter(one -> one.getFileName().toString().equals("CURRENT")).toList()) {
        Files.writeString(file, "broken");
        broken++;
      }
    }
    assertThat(broken).isEqualTo(5);

    try (ReadModel model = started(Storage.DISK)) {
      assertThat(model.incidents()).containsExactly(incidents(0, 3));
      assertThat(hasReadFromTheBeginning(model)).isTrue();
    }
  }

  @Test
  void shouldSayThatItIsNotReadyBeforeItHasRead() {
    try (ReadModel model = model(Storage.MEMORY, Clock.systemUTC())) {
      assertThat(model.obstacles()).containsExactly("not started");
      assertThatThrownBy(() -> model.summary(Visibility.ALL))
          .isInstanceOf(NotReadableException.class);
    }
  }

  @Test
  void shouldReadAllAgainAfterAFailureAndCountIt() throws Exception {
    // Given
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    send(incident(1), incident(1), incident(1));
    try (ReadModel model = started(Storage.MEMORY)) {
      model.bindTo(meters);

      // When the topic is made again and has fewer records than were read
      try (Admin admin = Admin.create(KAFKA.clientConfig())) {
        admin.deleteTopics(List.of(topics.incidents())).all().get();
      }
      KAFKA.createTopics(
          new TopicSpecs(topics, 3, 1)
              .withoutTimeLimits().all().stream()
                  .filter(topic -> topic.name().equals(topics.incidents()))
                  .toList());
      send(incident(1));
      send(incident(2));

      // Then
      await()
          .atMost(PATIENT)
          .untilAsserted(
              () -> {
                assertThat(model.obstacles()).isEmpty();
                assertThat(model.incidents()).containsExactly(incidents(1, 3));
              });
      assertThat(
              meters
                  .get("pulltriage.background.failures")
                  .tag("thread", "read-model")
                  .counter()
                  .count())
          .isPositive();
    }
  }

  @Test
  void shouldGoOnAnsweringWithoutKafkaAndSayHowOldThatIs(@TempDir Path data) throws Exception {
    try (KafkaFixture kafka = KafkaFixture.start(data)) {
      kafka.send(
          kafka.serdes().incident(),
          List.of(
              new ProducerRecord<>(kafka.topics().incidents(), incident(1).getId(), incident(1))));
      Map<String, Object> settings = settings();
      settings.putAll(kafka.clientConfig());
      MovedClock clock = new MovedClock();
      try (ReadModel model = new ReadModel(kafka.topics(), Storage.MEMORY, settings, clock)) {
        model.start();
        assertThat(model.awaitCaughtUp(PATIENT)).isTrue();
        assertThat(model.asOf().orElseThrow().isBehind()).isFalse();

        kafka.stopBroker();
        clock.ahead = Duration.ofMinutes(1);

        Answer<Summary> answer = model.summary(Visibility.ALL);
        assertThat(answer.content().open()).isEqualTo(1);
        assertThat(answer.asOf().isBehind()).isTrue();
        assertThat(model.obstacles()).isEmpty();

        kafka.startBrokerAgain();
        await().atMost(PATIENT).until(() -> !model.summary(Visibility.ALL).asOf().isBehind());
      }
    }
  }

  /** A clock that can be put ahead. */
  private static final class MovedClock implements InstantSource {

    private volatile Duration ahead = Duration.ZERO;

    @Override
    public Instant instant() {
      return Clock.system(ZoneOffset.UTC).instant().plus(ahead);
    }
  }
}
