package io.pulltriage.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pulltriage.producer.capture.CaptureProblem;
import io.pulltriage.standalone.explain.KnowledgeFiles;
import io.pulltriage.standalone.replay.ReplayOptions;
import io.pulltriage.standalone.replay.ReplayResult;
import io.pulltriage.standalone.replay.ReplayRunner;
import io.pulltriage.standalone.replay.Speed;
import io.pulltriage.standalone.report.Samples;
import io.pulltriage.streams.config.alerts.AlertsConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ReplayCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<ReplayOptions> asked = new ArrayList<>();

  /** Tells of one incident that changes, then of all as they stand, then of one more change. */
  private final ReplayRunner runner =
      (options, observer, progress) -> {
        asked.add(options);
        progress.show("feeding", 1, 2);
        observer.changed(Samples.crashing());
        observer.changed(Samples.nodeWithoutEgress());
        observer.processed(
            new ReplayResult(
                List.of(Samples.crashing(), Samples.tagMissing()),
                List.of(Samples.nodeWithoutEgress())));
        observer.changed(Samples.replaced());
      };

  @Test
  void shouldAskForWhatTheOptionsSay() {
    // When
    Outcome.of(runner, "replay", "a", "b", "--once", "--speed", "50x");
    Outcome.of(runner, "replay", "a", "--rules", "r", "--known-images", "k", "--rules", "s");

    // Then
    assertThat(asked)
        .containsExactly(
            new ReplayOptions(
                List.of(Path.of("a"), Path.of("b")),
                new Speed(OptionalDouble.of(50)),
                true,
                OptionalInt.empty(),
                KnowledgeFiles.none(),
                AlertsConfig.defaults()),
            new ReplayOptions(
                List.of(Path.of("a")),
                Speed.MAX,
                false,
                OptionalInt.empty(),
                new KnowledgeFiles(List.of(Path.of("r"), Path.of("s")), List.of(Path.of("k"))),
                AlertsConfig.defaults()));
  }

  @Test
  void shouldPrintFinalStatesAloneAsJsonWhenItEndsOnce() throws IOException {
    // When
    Outcome outcome = Outcome.of(runner, "replay", "a", "--once", "--output", "json");

    // Then
    assertThat(outcome.status()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(types(outcome)).containsExactly("incident", "incident", "outbreak");
    assertThat(JSON.readTree(outcome.outLines().get(0)).get("id").textValue())
        .isEqualTo(Samples.tagMissing().getId());
  }

  @Test
  void shouldPrintEachChangeWhenItGoesOn() throws IOException {
    // When
    Outcome json = Outcome.of(runner, "replay", "a", "--output", "json");
    Outcome table = Outcome.of(runner, "replay", "a");

    // Then
    assertThat(types(json)).containsExactly("incident", "outbreak", "incident");
    assertThat(table.outLines())
        .hasSize(3)
        .first()
        .asString()
        .contains("opened     CRASH_LOOP lab-b shop/worker/app");
  }

  @Test
  void shouldFeedTheBundledRecordingAndPrintItsEnd() throws IOException {
    // Given
    List<String> files = new ArrayList<>();
    ReplayRunner looking =
        (options, observer, progress) -> {
          try (var listed = Files.list(options.captures().get(0))) {
            listed.forEach(file -> files.add(file.getFileName().toString()));
          }
          runner.run(options, observer, progress);
        };

    // When
    Outcome demo = Outcome.of(looking, "demo", "--port", "0");
    Outcome once = Outcome.of(looking, "demo", "--once", "--output", "json");

    // Then
    assertThat(files).contains("lab-a.pods.watch.jsonl.gz");
    assertThat(asked.get(0).pagePort()).hasValue(0);
    assertThat(demo.out()).contains("incidents open", "0 resolved\n");
    assertThat(types(once)).containsExactly("incident", "incident", "outbreak");
  }

  @Test
  void shouldNameFileAndLineOfWhatCannotBeUsedAndFailAfterTheRest() {
    // Given
    ReplayRunner complaining =
        (options, observer, progress) -> {
          observer.problem(new CaptureProblem("a/x.pods.watch.jsonl", 7, "cut off"));
          observer.problem(new CaptureProblem("a/y.pods.watch.jsonl.gz", 0, "not compressed"));
          runner.run(options, observer, progress);
        };

    // When
    Outcome outcome = Outcome.of(complaining, "replay", "a", "--once");

    // Then
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.errLines())
        .containsExactly(
            "pulltriage: a/x.pods.watch.jsonl:7: cut off",
            "pulltriage: a/y.pods.watch.jsonl.gz: not compressed");
    assertThat(outcome.out()).contains("2 incidents open");
  }

  @Test
  void shouldFailInALineAndShowMoreWhenAsked() {
    // Given
    ReplayRunner failing =
        (options, observer, progress) -> {
          throw new IOException("cannot start\u001b[2J Kafka");
        };

    // When
    Outcome brief = Outcome.of(failing, "replay", "a");
    Outcome verbose = Outcome.of(failing, "replay", "a", "--verbose");

    // Then
    assertThat(brief.status()).isEqualTo(1);
    assertThat(brief.err()).isEqualToIgnoringNewLines("pulltriage: cannot start\\u001b[2J Kafka");
    assertThat(verbose.err()).contains("\tat ");
  }

  @Test
  void shouldSayNothingToWhoeverInterruptsIt() {
    // Given
    ReplayRunner interrupted =
        (options, observer, progress) -> {
          throw new InterruptedException();
        };

    // When
    Outcome outcome = Outcome.of(interrupted, "replay", "a");

    // Then
    assertThat(outcome).isEqualTo(new Outcome(1, "", ""));
  }

  @Test
  void shouldSayThatAFailureIsNotTheUsersFault() {
    // Given
    ReplayRunner failing =
        (options, observer, progress) -> {
          throw new IllegalStateException("oops");
        };

    // When
    Outcome outcome = Outcome.of(failing, "replay", "a");

    // Then
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.errLines()).hasSize(1).first().asString().contains("internal error", "oops");
  }

  private static List<String> types(Outcome outcome) throws IOException {
    try (var records = JSON.readerFor(JsonNode.class).<JsonNode>readValues(outcome.out())) {
      return records.readAll().stream().map(entry -> entry.get("type").textValue()).toList();
    }
  }
}
