package io.pulltriage.standalone.report;

import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.IncidentStatus;
import io.pulltriage.schemas.Severity;
import io.pulltriage.standalone.terminal.Column;
import io.pulltriage.standalone.terminal.Screen;
import io.pulltriage.standalone.terminal.Style;
import io.pulltriage.standalone.terminal.Table;
import java.util.Comparator;
import java.util.List;

/** Incidents at a glance, one a row: what is open first, the most urgent of it first. Pure. */
final class IncidentTable {

  /** Open before resolved, urgent before less so, then by cluster and what stands in it. */
  static final Comparator<Incident> ORDER =
      Comparator.comparing(Incident::getStatus)
          .thenComparing(Incident::getSeverity, Comparator.reverseOrder())
          .thenComparing(Incident::getCluster)
          .thenComparing(Incident::getId);

  private static final Table<Incident> TABLE =
      new Table<>(
          List.of(
              Column.<Incident>of("STATE", 8, 9, IncidentTable::state).styled(IncidentTable::style),
              Column.<Incident>of("CAUSE", 20, 8, incident -> incident.getCause().name()),
              Column.<Incident>of("CLUSTER", 7, 5, Incident::getCluster).shortenedInMiddle(),
              Column.<Incident>of("CONTAINER", 12, 7, Words::container).shortenedInMiddle(),
              Column.<Incident>of("IMAGE", 14, 6, incident -> incident.getImage().getReference())
                  .shortenedInMiddle(),
              Column.<Incident>of(
                  "SINCE (UTC)", 11, 3, incident -> Words.shortTime(incident.getFirstSeen())),
              Column.<Incident>of(
                  "PODS", 4, 4, incident -> String.valueOf(incident.getAffectedPods()))));

  private IncidentTable() {}

  /** The table; the incidents are to be in {@link #ORDER}. */
  static String render(List<Incident> incidents, Screen screen) {
    return TABLE.render(incidents, screen);
  }

  /** How urgent it is while it lasts, afterwards how it ended. */
  static String state(Incident incident) {
    return incident.getStatus() == IncidentStatus.OPEN
        ? Words.lower(incident.getSeverity())
        : incident.getResolution().map(Words::lower).orElse("resolved");
  }

  /** How the state is set off. */
  static Style style(Incident incident) {
    return incident.getStatus() == IncidentStatus.RESOLVED
        ? Style.GOOD
        : style(incident.getSeverity());
  }

  private static Style style(Severity severity) {
    return switch (severity) {
      case CRITICAL -> Style.ALARM;
      case WARNING -> Style.WARNING;
      case INFO -> Style.PLAIN;
    };
  }
}
