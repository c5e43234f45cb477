package io.pulltriage.standalone.cli;

import io.pulltriage.standalone.remote.ClusterState;
import io.pulltriage.standalone.report.Views;
import io.pulltriage.standalone.terminal.Column;
import io.pulltriage.standalone.terminal.DisplayText;
import io.pulltriage.standalone.terminal.Screen;
import io.pulltriage.standalone.terminal.Style;
import io.pulltriage.standalone.terminal.Table;
import java.util.List;
import java.util.Locale;

/** Clusters at a glance, one a row. Pure. */
final class ClusterTable {

  private static final String WELL = "WATCHED";

  private static final Table<ClusterState> TABLE =
      new Table<>(
          List.of(
              Column.<ClusterState>of("HEALTH", 12, 9, ClusterTable::health)
                  .styled(cluster -> isWell(cluster) ? Style.GOOD : Style.ALARM),
              Column.<ClusterState>of("CLUSTER", 10, 8, cluster -> cluster.status().getCluster())
                  .shortenedInMiddle(),
              Column.<ClusterState>of(
                  "SINCE (UTC)", 11, 4, cluster -> Views.since(cluster.status())),
              Column.<ClusterState>of(
                  "LAST HEARD OF", 20, 6, cluster -> Views.heardOf(cluster.status())),
              Column.<ClusterState>of(
                  "ERROR", 10, 5, cluster -> cluster.status().getError().orElse(""))));

  private ClusterTable() {}

  static String render(List<ClusterState> clusters, Screen screen) {
    return clusters.isEmpty() ? "no clusters\n" : TABLE.render(clusters, screen);
  }

  /** A change. */
  static String line(ClusterState cluster) {
    return DisplayText.harmless(
                "%s  %s  %s  %s"
                    .formatted(
                        Views.heardOf(cluster.status()),
                        health(cluster),
                        cluster.status().getCluster(),
                        cluster.status().getError().orElse("")))
            .stripTrailing()
        + '\n';
  }

  static boolean isWell(ClusterState cluster) {
    return cluster.health().equals(WELL);
  }

  private static String health(ClusterState cluster) {
    return cluster.health().toLowerCase(Locale.ROOT);
  }
}
