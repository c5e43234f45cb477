package io.pulltriage.standalone.reclassify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pulltriage.producer.capture.CaptureFeed;
import io.pulltriage.producer.capture.CaptureListener;
import io.pulltriage.producer.capture.CaptureProblem;
import io.pulltriage.producer.publish.FeedConfig;
import io.pulltriage.producer.publish.KafkaSink;
import io.pulltriage.producer.publish.Publication;
import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.IncidentStatus;
import io.pulltriage.schemas.Topics;
import io.pulltriage.schemas.serdes.PublicSerdes;
import io.pulltriage.standalone.explain.KnowledgeFiles;
import io.pulltriage.standalone.reclassify.Difference.Change;
import io.pulltriage.standalone.terminal.Progress;
import io.pulltriage.streams.config.AnalyzerConfig;
import io.pulltriage.streams.ops.Analyzer;
import io.pulltriage.streams.ops.CatchUp;
import io.pulltriage.streams.topology.Knowledge;
import io.pulltriage.testkit.KafkaFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real installation's past, read again by other rules. */
class ReclassifyIT {

  private static final String TAGS_ARE_FORBIDDEN =
      """
      rules:
        - id: not-found-is-forbidden
          cause: FORBIDDEN
          priority: 100
          any: [": not found"]
          within: [pull]
          example: 'Failed to pull image "a.example/b:1": a.example/b:1: not found'
      """;

  private static final int PARTITIONS = 3;
  private static final String APPLICATION = "the-analyzer";

  @AutoClose private static final KafkaFixture KAFKA = KafkaFixture.start();

  @TempDir
  @SuppressWarnings("NullAway.Init") // Set by JUnit.
  private static Path folder;

  @BeforeAll
  static void runTheAnalyzer() throws InterruptedException {
    Map<String, Publication> last = new LinkedHashMap<>();
    Map<String, Object> settings = new HashMap<>(KAFKA.clientConfig());
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION);
    settings.put(StreamsConfig.STATE_DIR_CONFIG, folder.resolve("state").toString());
    settings.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, 0);
    try (var producer = KAFKA.producer(KAFKA.serdes().anySerializer());
        Analyzer analyzer =
            new Analyzer(
                AnalyzerConfig.defaults(KAFKA.topics(), PARTITIONS).forReplay(),
                Knowledge.bundled(),
                settings)) {
      KafkaSink sink = new KafkaSink(producer, KAFKA.topics());
      CaptureFeed.feed(
          List.of(Path.of("..", "captures", "two-clusters")),
          FeedConfig.defaults(),
          publication -> {
            if (publication.kind() == Publication.Kind.CLUSTER) {
              last.put(publication.key(), publication);
            }
            sink.publish(publication);
          },
          new CaptureListener() {
            @Override
            public void problem(CaptureProblem problem) {
              throw new AssertionError("the capture is at fault: " + problem);
            }
          });
      sink.flush();
      analyzer.start();
      analyzer.awaitRunning(Duration.ofMinutes(2));
      await(analyzer);
      last.values().forEach(sink::publish);
      sink.flush();
      await(analyzer);
    }
  }

  @Test
  void shouldFindTheSameByTheSameRules() throws Exception {
    Reclassification result = run(KnowledgeFiles.none(), false);

    assertThat(result.differences()).isEmpty();
    assertThat(result.notRetained()).isZero();
    assertThat(result.beganBefore()).isZero();
    assertThat(result.same()).isEqualTo(incidents().size()).isGreaterThan(10);
  }

  @Test
  void shouldTellWhatOtherRulesChangeTheSameEachTimeAndLeaveNothingBehind() throws Exception {
    // Given
    Set<String> traces = traces();
    Map<String, Incident> before = incidents();
    List<String> tags =
        before.values().stream()
            .filter(incident -> incident.getCause() == Cause.TAG_NOT_FOUND)
            .map(Incident::getId)
            .sorted()
            .toList();

    // When
    Reclassification result = run(rules(TAGS_ARE_FORBIDDEN), false);

    // Then
    assertThat(tags).hasSizeGreaterThan(2);
    assertThat(result.differences())
        .filteredOn(difference -> tags.contains(difference.incident().getId()))
        .extracting(difference -> difference.incident().getId())
        .containsExactlyElementsOf(tags);
    assertThat(result.differences())
        .allMatch(difference -> difference.change() == Change.CAUSE)
        .allMatch(difference -> difference.incident().getCause() == Cause.FORBIDDEN);
    assertThat(result.notRetained()).isZero();
    assertThat(run(rules(TAGS_ARE_FORBIDDEN), false)).isEqualTo(result);
    assertThat(traces()).isEqualTo(traces);
    assertThat(incidents()).isEqualTo(before);
  }

  @Test
  void shouldWriteWhatIsOverAndNothingElseWhenAsked() throws Exception {
    // Given
    Map<String, Incident> before = incidents();
    Map<String, Incident> expected = new HashMap<>(before);

    // When
    Reclassification result = run(rules(TAGS_ARE_FORBIDDEN), true);

    // Then
    for (Difference difference : result.differences()) {
      Incident after = difference.incident();
      if (after.getStatus() == IncidentStatus.RESOLVED) {
        expected.put(after.getId(), after);
      }
    }
    Map<String, Incident> now = incidents();
    assertThat(result.applied()).isPositive();
    assertThat(causes(now)).isEqualTo(causes(expected)).isNotEqualTo(causes(before));
    now.forEach(
        (id, incident) ->
            assertThat(incident.getRevision())
                .isGreaterThanOrEqualTo(before.getOrDefault(id, incident).getRevision()));

    // When it is taken back by the first rules
    Reclassification back = run(KnowledgeFiles.none(), true);

    // Then
    assertThat(back.applied()).isEqualTo(result.applied());
    assertThat(causes(incidents())).isEqualTo(causes(before));
  }

  @Test
  void shouldCompareOnlyWhatBeganSinceThen() throws Exception {
    // Given
    Instant middle =
        incidents().values().stream()
            .map(Incident::getFirstSeen)
            .sorted()
            .skip(incidents().size() / 2)
            .findFirst()
            .orElseThrow();

    // When
    Reclassification result =
        new EmbeddedReclassifier()
            .run(
                new ReclassifyOptions(source(KAFKA.topics()), middle, false, KnowledgeFiles.none()),
                new Silence());

    // Then
    assertThat(result.beganBefore()).isPositive();
    assertThat(result.differences()).isEmpty();
    assertThat(result.same()).isPositive().isLessThan(incidents().size());
  }

  @Test
  void shouldNameTheTopicThatIsMissingAndNotMakeIt() throws Exception {
    Set<String> traces = traces();

    assertThatThrownBy(
            () ->
                new EmbeddedReclassifier()
                    .run(
                        new ReclassifyOptions(
                            source(new Topics("other.")),
                            Instant.EPOCH,
                            false,
                            KnowledgeFiles.none()),
                        new Silence()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("there is no topic other.")
        .hasMessageContaining("--topic-prefix");
    assertThat(traces()).isEqualTo(traces);
  }

  private static Reclassification run(KnowledgeFiles knowledge, boolean apply) throws Exception {
    return new EmbeddedReclassifier()
        .run(
            new ReclassifyOptions(source(KAFKA.topics()), Instant.EPOCH, apply, knowledge),
            new Silence());
  }

  private static SourceKafka source(Topics topics) {
    return new SourceKafka(
        Map.of(
            "bootstrap.servers",
            KAFKA.bootstrapServers(),
            PublicSerdes.REGISTRY_URL,
            KAFKA.registryUrl()),
        topics);
  }

  private static KnowledgeFiles rules(String yaml) throws IOException {
    Path file = Files.createTempFile(folder, "rules", ".yaml");
    return new KnowledgeFiles(List.of(Files.writeString(file, yaml)), List.of());
  }

  private static Map<String, Incident> incidents() throws IOException {
    return new IncidentsTopic(source(KAFKA.topics())).read();
  }

  private static Map<String, Cause> causes(Map<String, Incident> incidents) {
    Map<String, Cause> causes = new HashMap<>();
    incidents.forEach((id, incident) -> causes.put(id, incident.getCause()));
    return causes;
  }

  /** All topics and groups of the broker. */
  private static Set<String> traces() throws Exception {
    try (Admin admin = Admin.create(KAFKA.clientConfig())) {
      Set<String> traces = new TreeSet<>(admin.listTopics().names().get());
      List<String> groups = new ArrayList<>();
      for (GroupListing group : admin.listGroups().all().get()) {
        groups.add("group " + group.groupId());
      }
      traces.addAll(groups);
      return traces;
    }
  }

  private static void await(Analyzer analyzer) throws InterruptedException {
    try (CatchUp catchUp = analyzer.catchUp()) {
      while (!catchUp.isDone()) {
        analyzer.watch(Duration.ofMillis(50));
      }
    }
  }

  private static final class Silence implements Progress {
    @Override
    public void show(String activity) {
      // Nobody watches.
    }

    @Override
    public void show(String activity, long done, long total) {
      // Nobody watches.
    }

    @Override
    public void close() {
      // Nothing was shown.
    }
  }
}
