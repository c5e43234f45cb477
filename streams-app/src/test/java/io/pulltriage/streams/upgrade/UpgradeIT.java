package io.pulltriage.streams.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.producer.publish.Publication;
import io.pulltriage.schemas.IncidentStatus;
import io.pulltriage.schemas.Outbreak;
import io.pulltriage.schemas.serdes.JsonRecords;
import io.pulltriage.streams.ops.Analyzer;
import io.pulltriage.streams.testing.Captures;
import io.pulltriage.streams.testing.Deliveries;
import io.pulltriage.streams.testing.Installation;
import io.pulltriage.streams.testing.Pipeline;
import io.pulltriage.streams.upgrade.KeptState.Entry;
import io.pulltriage.testkit.KafkaFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * This version goes on where each earlier one has stopped, and comes to what a run without a stop
 * comes to. src/test/resources/upgrade has the state of earlier versions, and says how it is
 * recorded.
 */
class UpgradeIT {

  @AutoClose private static final KafkaFixture KAFKA = KafkaFixture.start();

  private static final Path FOLDER = Path.of("src", "test", "resources", "upgrade");
  private static final String END = ".state.gz";
  private static final List<Publication> CAPTURE = Captures.publications(Captures.TWO_CLUSTERS);
  private static final int HALF = CAPTURE.size() / 2;
  private static final int PARTITIONS = 3;

  @TempDir
  @SuppressWarnings("NullAway.Init") // Set by JUnit.
  private Path folder;

  @ParameterizedTest
  @MethodSource("versions")
  void shouldGoOnFromTheStateOf(String version) throws Exception {
    // Given
    List<Entry> state = KeptState.read(FOLDER.resolve(version + END));
    assertThat(state).isNotEmpty();
    String name = "from-" + version;
    Installation installation = Installation.on(KAFKA, name);
    new Changelogs(installation.clients(), name).write(state, PARTITIONS);

    try (Analyzer analyzer = installation.analyzer(folder)) {
      // When
      analyzer.start();
      process(CAPTURE.subList(HALF, CAPTURE.size()), installation, analyzer);

      // Then
      try (Pipeline uninterrupted = Pipeline.recorded()) {
        uninterrupted.feed(Deliveries.completed(CAPTURE));
        assertThat(uninterrupted.outbreaks().values()).anyMatch(UpgradeIT::isOpen);
        assertSame(analyzer, uninterrupted);

        // When all pods go
        List<Publication> end = Endings.of(CAPTURE);
        process(end, installation, analyzer);

        // Then
        uninterrupted.feed(Deliveries.completed(end));
        assertThat(uninterrupted.outbreaks().values()).isNotEmpty().noneMatch(UpgradeIT::isOpen);
        assertSame(analyzer, uninterrupted);
      }
    }
  }

  /** Records the state of this version after half of the facts. */
  @Test
  @EnabledIfSystemProperty(named = "pulltriage.record", matches = ".+")
  void recordState() throws Exception {
    Installation installation = Installation.on(KAFKA, "record");
    installation.publish(CAPTURE.subList(0, HALF));
    try (Analyzer analyzer = installation.analyzer(folder)) {
      analyzer.start();
      installation.awaitProcessed(analyzer);
    }
    KeptState.write(
        FOLDER.resolve(System.getProperty("pulltriage.record") + END),
        new Changelogs(installation.clients(), "record").read());
  }

  static List<String> versions() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(END))
          .map(file -> file.substring(0, file.length() - END.length()))
          .sorted()
          .toList();
    }
  }

  /** When all has come through, the clusters' last time is told once more. */
  private static void process(
      List<Publication> publications, Installation installation, Analyzer analyzer)
      throws InterruptedException {
    List<Publication> completed = Deliveries.completed(publications);
    installation.publish(publications);
    installation.awaitProcessed(analyzer);
    installation.publish(completed.subList(publications.size(), completed.size()));
    installation.awaitProcessed(analyzer);
  }

  private static void assertSame(Analyzer analyzer, Pipeline uninterrupted) {
    assertThat(lines(analyzer.readModel().incidents()))
        .isEqualTo(lines(uninterrupted.incidents().values()));
    assertThat(lines(unrevised(analyzer.readModel().outbreaks())))
        .isEqualTo(lines(unrevised(uninterrupted.outbreaks().values())));
  }

  /** How often an outbreak was written depends on which partition was quicker. */
  private static List<Outbreak> unrevised(Collection<Outbreak> outbreaks) {
    return outbreaks.stream()
        .map(outbreak -> Outbreak.newBuilder(outbreak).setRevision(0).build())
        .toList();
  }

  private static boolean isOpen(Outbreak outbreak) {
    return outbreak.getStatus() == IncidentStatus.OPEN;
  }

  private static String lines(Collection<? extends SpecificRecord> records) {
    return records.stream().map(JsonRecords::toJson).collect(Collectors.joining("\n"));
  }
}
