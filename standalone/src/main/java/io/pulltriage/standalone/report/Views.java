package io.pulltriage.standalone.report;

import io.pulltriage.schemas.ClusterStatus;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.Outbreak;
import io.pulltriage.standalone.terminal.Screen;
import java.util.List;

/** Lists and single things as a person reads them, each line ended. Pure. */
public final class Views {

  private Views() {}

  /** Incidents at a glance, and how many there are. */
  public static String incidents(List<Incident> incidents, Screen screen) {
    List<Incident> ordered = incidents.stream().sorted(IncidentTable.ORDER).toList();
    String table = ordered.isEmpty() ? "" : IncidentTable.render(ordered, screen);
    return table + Summary.of(ordered) + '\n';
  }

  /** One incident with its evidence and steps. */
  public static String incident(Incident incident, Screen screen) {
    return IncidentDetails.render(incident, screen);
  }

  /** Outbreaks at a glance, and what speaks for and against each. */
  public static String outbreaks(List<Outbreak> outbreaks, Screen screen) {
    return outbreaks.isEmpty()
        ? "no outbreaks\n"
        : OutbreakTable.render(outbreaks.stream().sorted(OutbreakTable.ORDER).toList(), screen);
  }

  /** When a cluster was last heard of, in short. */
  public static String heardOf(ClusterStatus cluster) {
    return Words.time(cluster.getObservedAt());
  }

  /** Since when a cluster's collection is as it is, in short. */
  public static String since(ClusterStatus cluster) {
    return Words.shortTime(cluster.getSince());
  }
}
