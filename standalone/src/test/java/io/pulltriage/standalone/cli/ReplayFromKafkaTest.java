package io.pulltriage.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.Topics;
import io.pulltriage.standalone.explain.KnowledgeFiles;
import io.pulltriage.standalone.reclassify.Difference;
import io.pulltriage.standalone.reclassify.Difference.Change;
import io.pulltriage.standalone.reclassify.Reclassification;
import io.pulltriage.standalone.reclassify.Reclassifier;
import io.pulltriage.standalone.reclassify.ReclassifyOptions;
import io.pulltriage.standalone.reclassify.SourceKafka;
import io.pulltriage.standalone.report.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayFromKafkaTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Incident BEFORE = Samples.tagMissing();
  private static final Incident AFTER =
      Incident.newBuilder(BEFORE).setCause(Cause.FORBIDDEN).setRulesVersion("2").build();

  private final List<ReclassifyOptions> asked = new ArrayList<>();

  private final Reclassifier reclassifier =
      (options, progress) -> {
        asked.add(options);
        return new Reclassification(
            "2",
            List.of(
                new Difference(Change.ADDED, null, Samples.crashing()),
                new Difference(Change.CAUSE, BEFORE, AFTER)),
            5,
            1,
            2,
            0,
            0);
      };

  @Test
  void shouldAskForWhatTheOptionsSay(@TempDir Path folder) throws IOException {
    // Given
    Path file = Files.writeString(folder.resolve("c.properties"), "a=1\nb=2\n");

    // When
    Outcome.rereading(
        reclassifier,
        "replay",
        "--from-kafka",
        "--bootstrap-server=k:1",
        "--schema-registry=http://r",
        "--kafka-config=" + file,
        "--kafka-property=b=3",
        "--topic-prefix=x.",
        "--since=2026-11-24T08:00:00Z",
        "--apply");

    // Then
    Map<String, String> settings =
        Map.of("bootstrap.servers", "k:1", "schema.registry.url", "http://r", "a", "1", "b", "3");
    assertThat(asked)
        .containsExactly(
            new ReclassifyOptions(
                new SourceKafka(settings, new Topics("x.")),
                Instant.parse("2026-11-24T08:00:00Z"),
                true,
                KnowledgeFiles.none()));
  }

  @Test
  void shouldPrintATableOfWhatDiffers() {
    // When
    Outcome outcome = run("table");

    // Then
    assertThat(outcome.status()).isZero();
    assertThat(outcome.outLines().get(0)).startsWith("CHANGE").contains("BEFORE").contains("NOW");
    assertThat(outcome.out())
        .contains("added")
        .contains("TAG_NOT_FOUND, cert")
        .contains("FORBIDDEN, certain")
        .contains("2 incidents differ by rules 2, 5 as before")
        .contains("1 incident began before events were read: not compared")
        .contains("2 incidents whose facts are no longer all there: not compared");
  }

  @Test
  void shouldPrintAnObjectForEachDifferenceAndASummary() throws IOException {
    // When
    Outcome outcome = run("json");

    // Then
    assertThat(outcome.outLines()).hasSize(3);
    JsonNode added = JSON.readTree(outcome.outLines().get(0));
    JsonNode changed = JSON.readTree(outcome.outLines().get(1));
    JsonNode summary = JSON.readTree(outcome.outLines().get(2));
    assertThat(added.get("before").isNull()).isTrue();
    assertThat(changed.get("change").textValue()).isEqualTo("CAUSE");
    assertThat(changed.get("id").textValue()).isEqualTo(BEFORE.getId());
    assertThat(changed.at("/before/cause").textValue()).isEqualTo("TAG_NOT_FOUND");
    assertThat(changed.at("/after/cause").textValue()).isEqualTo("FORBIDDEN");
    assertThat(summary.get("type").textValue()).isEqualTo("summary");
    assertThat(summary.get("notRetained").intValue()).isEqualTo(2);
  }

  @Test
  void shouldReadTimesAndAges() {
    SinceConverter converter = new SinceConverter(() -> Instant.parse("2026-11-26T12:00:00Z"));

    assertThat(converter.convert("36h")).isEqualTo("2026-11-25T00:00:00Z");
    assertThat(converter.convert("7d")).isEqualTo("2026-11-19T12:00:00Z");
    assertThat(converter.convert("2026-11-01T00:00:00Z")).isEqualTo("2026-11-01T00:00:00Z");
  }

  private Outcome run(String format) {
    return Outcome.rereading(
        reclassifier,
        "replay",
        "--from-kafka",
        "--bootstrap-server=k:1",
        "--schema-registry=http://r",
        "--output=" + format);
  }
}
