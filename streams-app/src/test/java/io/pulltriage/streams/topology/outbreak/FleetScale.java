package io.pulltriage.streams.topology.outbreak;

import io.pulltriage.testkit.fleet.Fact;
import io.pulltriage.testkit.fleet.FleetRun;
import io.pulltriage.testkit.fleet.FleetSimulation;
import java.util.List;

/** How time and state grow with the clusters, as ratios within one run. */
final class FleetScale {

  private FleetScale() {}

  /** A Markdown table, a row for each size; the first size is run once more before, to warm up. */
  static String text(List<Integer> sizes) {
    measure(sizes.get(0));
    Row first = measure(sizes.get(0));
    StringBuilder text =
        new StringBuilder(
            "| clusters | records | time per record | shares kept per cluster |\n|---|---|---|---|\n");
    for (int size : sizes) {
      Row row = measure(size);
      text.append(
          "| %d | %d | %.2f | %.2f |\n"
              .formatted(size, row.records, row.nanos / first.nanos, row.shares));
    }
    return text.toString();
  }

  private static Row measure(int clusters) {
    FleetRun run = FleetSimulation.ofClusters(1, clusters);
    FleetStage stage = new FleetStage();
    List<Fact> facts = run.facts();
    facts.forEach(stage::feed);
    return new Row(
        facts.size(),
        (double) stage.nanos() / facts.size(),
        (double) stage.sharesKept() / clusters);
  }

  private record Row(int records, double nanos, double shares) {}
}
