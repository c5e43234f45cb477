package io.pulltriage.streams.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pulltriage.producer.publish.Publication;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.streams.testing.Facts;
import io.pulltriage.streams.testing.Installation;
import io.pulltriage.testkit.Events;
import io.pulltriage.testkit.KafkaFixture;
import io.pulltriage.testkit.Nodes;
import io.pulltriage.testkit.Pods;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Facts that no producer of ours writes, on a broker with Kafka's own limits. */
class HostileFactsIT {

  private static final Duration WITHIN = Duration.ofMinutes(2);

  @AutoClose private static final KafkaFixture KAFKA = KafkaFixture.start();

  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  @TempDir
  @SuppressWarnings("NullAway.Init") // Set by JUnit.
  private Path folder;

  @Test
  void shouldGoOnWhateverIsInARecord() throws Exception {
    // Given three texts that make a state of 1.8 MB, and times that Kafka would refuse
    Installation installation = Installation.on(KAFKA, "hostile");
    PodSnapshot large = failing("lab-a", "large").build();
    List<Publication> facts = new ArrayList<>(List.of(Facts.pod(large)));
    for (int i = 0; i < 3; i++) {
      facts.add(
          Facts.event(
              Events.warning(large, "Failed", incompressible(600_000, i) + ": not found")
                  .uid("large-" + i)
                  .at(now)
                  .build()));
    }
    for (Instant time :
        List.of(
            now.plus(Duration.ofHours(2)),
            Instant.ofEpochMilli(Long.MAX_VALUE),
            Instant.ofEpochMilli(Long.MIN_VALUE))) {
      facts.add(at(now, Facts.pod(failing("lab-b", "ahead").at(time).build())));
      facts.add(at(now, Facts.node(Nodes.ready("lab-b", "n1").at(time).build())));
      facts.add(at(now, Facts.time("lab-b", time)));
    }
    facts.add(at(now, Facts.time("x".repeat(300), now)));
    facts.add(at(now, Facts.time("lab-c", Instant.ofEpochMilli(Long.MAX_VALUE))));
    facts.add(Facts.tombstone(Facts.time("lab-c", now), now));
    SimpleMeterRegistry registry = new SimpleMeterRegistry();

    // When
    try (Analyzer analyzer = installation.analyzer(folder);
        var meters = analyzer.bindTo(registry)) {
      analyzer.start();
      analyzer.awaitRunning(WITHIN);
      installation.publish(facts);
      installation.publish(rightFacts());
      installation.awaitProcessed(analyzer);
      assertThat(meters).isNotNull();
    }

    // Then
    assertThat(registry.get("pulltriage.dead.letters").tag("error", "refused").counter().count())
        .isZero();
    assertThat(bounded(registry, "pod-event", "text")).isEqualTo(3);
    assertThat(bounded(registry, "cluster", "time")).isEqualTo(4);
    assertThat(
            installation.read(
                installation.topics().deadLetters(),
                new ByteArrayDeserializer(),
                letters -> !letters.isEmpty()))
        .singleElement()
        .satisfies(letter -> assertThat(letter.key()).startsWith("xxx"));

    // And when it starts again
    try (Analyzer again = installation.analyzer(folder)) {
      again.start();
      installation.publish(List.of(Facts.time("lab-a", now.plusSeconds(200))));
      installation.awaitProcessed(again);

      // Then
      assertThat(again.readModel().incidents()).hasSize(3);
    }
    for (var change : installation.changes()) {
      Incident incident = change.value();
      assertThat(incident.getLastSeen()).isBetween(now, now.plusSeconds(1));
      assertThat(incident.getFirstSeen()).isBetween(now, now.plusSeconds(1));
      assertThat(change.timestamp()).isBetween(now.toEpochMilli(), now.toEpochMilli() + 200_000);
    }
  }

  private List<Publication> rightFacts() {
    return List.of(
        Facts.pod(failing("lab-d", "right").build()),
        Facts.time("lab-a", now.plusSeconds(10)),
        Facts.time("lab-b", now.plusSeconds(10)),
        Facts.time("lab-d", now.plusSeconds(10)));
  }

  private Pods failing(String cluster, String workload) {
    return Pods.failing(cluster, "shop", workload)
        .waiting("app", "ErrImagePull", "connection refused")
        .at(now);
  }

  private static double bounded(SimpleMeterRegistry registry, String kind, String bound) {
    return registry
        .get("pulltriage.facts.bounded")
        .tag("kind", kind)
        .tag("bound", bound)
        .counter()
        .count();
  }

  private static Publication at(Instant time, Publication fact) {
    return new Publication(fact.kind(), fact.key(), fact.value(), time);
  }

  /** What no compression makes smaller. */
  private static String incompressible(int length, int seed) {
    return new Random(seed)
        .ints(length, 'a', 'z' + 1)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }
}
