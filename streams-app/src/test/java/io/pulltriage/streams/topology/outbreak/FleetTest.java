package io.pulltriage.streams.topology.outbreak;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.testkit.fleet.FleetRun;
import io.pulltriage.testkit.fleet.FleetSimulation;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** What is reported of simulated fleets whose faults are known. */
class FleetTest {

  private static final double BAR = 0.9;

  @Test
  void shouldReportTheFaultsOfTwentyFleets() {
    FleetTable table = FleetTable.ofStage(1, 20);

    assertThat(table.recall()).as("recall; %s", table.complaints()).isGreaterThanOrEqualTo(BAR);
    assertThat(table.precision())
        .as("precision; %s", table.complaints())
        .isGreaterThanOrEqualTo(BAR);
  }

  @Test
  void shouldReportTheSameThroughTheWholePipeline() {
    FleetScore pipeline = FleetScore.ofPipeline(1);

    assertThat(pipeline.found()).isEqualTo(FleetScore.ofStage(1).found());
    assertThat(pipeline.missed()).isEmpty();
  }

  @Test
  void shouldReportTheFaultsOfSmallFleetsThroughTheWholePipeline() {
    FleetTable table = FleetTable.ofPipeline(1, 8, 2);

    assertThat(table.recall()).as("recall; %s", table.complaints()).isGreaterThanOrEqualTo(BAR);
    assertThat(table.precision())
        .as("precision; %s", table.complaints())
        .isGreaterThanOrEqualTo(BAR);
  }

  @Test
  void shouldSimulateTheSameForTheSameSeed() {
    FleetRun run = FleetSimulation.random(7);

    assertThat(FleetSimulation.random(7)).isEqualTo(run);
    assertThat(FleetSimulation.random(8).facts()).isNotEqualTo(run.facts());
  }

  /**
   * Prints what {@code docs/outbreaks.md} shows; run with {@code -Dfleet.table=true}, and {@code
   * -Dfleet.first=N} for the 200 fleets from another seed on.
   */
  @Test
  @EnabledIfSystemProperty(named = "fleet.table", matches = "true")
  void shouldReachTheBarOverTwoHundredFleets() {
    long first = Long.getLong("fleet.first", 1);
    FleetTable table = FleetTable.ofStage(first, first + 199);
    System.out.println(table.text());
    table.complaints().forEach(System.out::println);

    assertThat(table.recall()).isGreaterThanOrEqualTo(0.95);
    assertThat(table.precision()).isGreaterThanOrEqualTo(0.95);
  }

  /** Run with {@code -Dfleet.table=true}: it takes minutes. */
  @Test
  @EnabledIfSystemProperty(named = "fleet.table", matches = "true")
  void shouldReportTheSameThroughTheWholePipelineOverTenFleets() {
    List<Long> differing =
        LongStream.rangeClosed(1, 10)
            .filter(s -> !FleetScore.ofPipeline(s).found().equals(FleetScore.ofStage(s).found()))
            .boxed()
            .toList();

    assertThat(differing).as("seeds").isEmpty();
  }
}
