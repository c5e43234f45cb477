package io.pulltriage.standalone.report;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.IncidentStatus;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** All incidents in a line. Pure. */
final class Summary {

  private Summary() {}

  /** How many are open, of which causes, and how many are over. */
  static String of(List<Incident> incidents) {
    Map<Cause, Long> open =
        incidents.stream()
            .filter(incident -> incident.getStatus() == IncidentStatus.OPEN)
            .collect(
                Collectors.groupingBy(Incident::getCause, TreeMap::new, Collectors.counting()));
    long openCount = open.values().stream().mapToLong(Long::longValue).sum();
    String causes =
        open.entrySet().stream()
            .sorted(Map.Entry.<Cause, Long>comparingByValue(Comparator.reverseOrder()))
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(", "));
    return Words.count(openCount, "incident", "incidents")
        + " open"
        + (causes.isEmpty() ? "" : " (" + causes + ")")
        + ", "
        + (incidents.size() - openCount)
        + " resolved";
  }
}
