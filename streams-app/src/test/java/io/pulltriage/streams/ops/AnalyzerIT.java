package io.pulltriage.streams.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.producer.publish.Publication;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.serdes.JsonRecords;
import io.pulltriage.streams.testing.Captures;
import io.pulltriage.streams.testing.Deliveries;
import io.pulltriage.streams.testing.Installation;
import io.pulltriage.streams.testing.Pipeline;
import io.pulltriage.testkit.KafkaFixture;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The application on a real broker, with several partitions and exactly-once. */
class AnalyzerIT {

  @AutoClose private static final KafkaFixture KAFKA = KafkaFixture.start();

  private static final List<Publication> CAPTURE = Captures.publications(Captures.TWO_CLUSTERS);

  @TempDir
  @SuppressWarnings("NullAway.Init") // Set by JUnit.
  private Path folder;

  @Test
  void shouldFindTheSameOverPartitionsAsInOneThread() throws InterruptedException {
    // Given
    Installation installation = Installation.on(KAFKA, "same");
    installation.publish(CAPTURE);

    try (Analyzer analyzer = installation.analyzer(folder)) {
      // When
      analyzer.start();
      installation.awaitProcessed(analyzer);
      complete(installation, analyzer);

      // Then
      assertThat(lines(analyzer.readModel().incidents())).isEqualTo(expected());
    }
  }

  @Test
  void shouldGoOnWhereItWasStopped(@TempDir Path otherFolder) throws InterruptedException {
    // Given
    Installation installation = Installation.on(KAFKA, "restart");
    int half = CAPTURE.size() / 2;
    try (Analyzer analyzer = installation.analyzer(folder)) {
      analyzer.start();
      installation.publish(CAPTURE.subList(0, half));
      installation.changes();
    }

    // When
    installation.publish(CAPTURE.subList(half, CAPTURE.size()));
    try (Analyzer analyzer = installation.analyzer(otherFolder)) {
      analyzer.start();
      installation.awaitProcessed(analyzer);
      complete(installation, analyzer);

      // Then
      assertThat(lines(analyzer.readModel().incidents())).isEqualTo(expected());
    }
    assertRevisionsGrow(installation.changes());
  }

  @Test
  void shouldSayThatAllIsProcessedOnlyWhenItIs() throws InterruptedException {
    // Given
    Installation installation = Installation.on(KAFKA, "catch-up");
    installation.publish(CAPTURE);
    Analyzer analyzer = installation.analyzer(folder);
    try (CatchUp catchUp = analyzer.catchUp()) {
      assertThat(catchUp.isDone()).isFalse();

      // When
      try (analyzer) {
        analyzer.start();
        installation.awaitProcessed(analyzer);
        assertThat(catchUp.isDone()).isTrue();
      }

      // Then
      installation.publish(List.of(CAPTURE.get(0)));
      assertThat(catchUp.isDone()).isFalse();
    }
  }

  /** By now every fact has come through: tells once more what time it is behind all of them. */
  private static void complete(Installation installation, Analyzer analyzer)
      throws InterruptedException {
    List<Publication> completed = Deliveries.completed(CAPTURE);
    installation.publish(completed.subList(CAPTURE.size(), completed.size()));
    installation.awaitProcessed(analyzer);
  }

  private static void assertRevisionsGrow(List<ConsumerRecord<String, Incident>> changes) {
    Map<String, Long> newest = new HashMap<>();
    for (ConsumerRecord<String, Incident> change : changes) {
      long revision = change.value().getRevision();
      Long before = newest.put(change.key(), revision);
      assertThat(revision).as(change.key()).isGreaterThan(before == null ? -1 : before);
    }
  }

  private static String expected() {
    try (Pipeline pipeline = Pipeline.recorded()) {
      pipeline.feed(CAPTURE, Deliveries.completed(CAPTURE));
      return lines(pipeline.incidents().values());
    }
  }

  /** Without revisions: these depend on how often an incident was published on the way. */
  private static String lines(Collection<Incident> incidents) {
    return incidents.stream()
        .map(JsonRecords::toJson)
        .map(json -> json.replaceAll("\"revision\":\\d+", "\"revision\":0"))
        .collect(Collectors.joining("\n"));
  }
}
