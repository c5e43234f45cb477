package io.pulltriage.standalone.report;

import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.IncidentStatus;
import io.pulltriage.schemas.Outbreak;
import io.pulltriage.standalone.terminal.DisplayText;
import io.pulltriage.standalone.terminal.Screen;
import io.pulltriage.standalone.terminal.Style;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * A line for each change that a person would act on. Failing once more in the same way is none: an
 * incident changes with every retry of a kubelet. Not thread-safe.
 */
final class ChangeLines {

  private static final int VERB_WIDTH = 9;

  private final Map<String, Shown> lastById = new HashMap<>();
  private final Screen screen;

  /** What of a record a person would act on. */
  private record Shown(boolean open, String state, String facts) {}

  ChangeLines(Screen screen) {
    this.screen = screen;
  }

  /** The line, ended; empty for what changes nothing. */
  String line(Incident incident) {
    Instant at = incident.getResolvedAt().orElse(incident.getLastSeen());
    return line(incident.getId(), at, shown(incident), IncidentTable.style(incident));
  }

  /** The line, ended; empty for what changes nothing. */
  String line(Outbreak outbreak) {
    Instant at = outbreak.getResolvedAt().orElse(outbreak.getLastSeen());
    return line(outbreak.getId(), at, shown(outbreak), OutbreakTable.style(outbreak));
  }

  private String line(String id, Instant at, Shown shown, Style style) {
    Shown last = lastById.put(id, shown);
    if (shown.equals(last)) {
      return "";
    }
    boolean opened = shown.open() && (last == null || !last.open());
    String verb = opened ? "opened" : shown.open() ? "changed" : shown.state();
    String time = Words.time(at) + "  ";
    String rest = "  " + DisplayText.harmless(shown.facts());
    int room = Math.max(1, screen.width() - DisplayText.width(time) - VERB_WIDTH);
    return time
        + style.apply(DisplayText.padded(verb, VERB_WIDTH), screen.colored())
        + DisplayText.shortenedInMiddle(rest, room)
        + '\n';
  }

  private static Shown shown(Incident incident) {
    return new Shown(
        incident.getStatus() == IncidentStatus.OPEN,
        IncidentTable.state(incident),
        facts(incident));
  }

  private static Shown shown(Outbreak outbreak) {
    return new Shown(
        outbreak.getStatus() == IncidentStatus.OPEN,
        Words.lower(outbreak.getStatus()),
        facts(outbreak));
  }

  private static String facts(Incident incident) {
    return String.format(
        "%s %s %s %s, %s",
        incident.getCause(),
        incident.getCluster(),
        Words.container(incident),
        incident.getImage().getReference(),
        Words.count(incident.getAffectedPods(), "pod", "pods"));
  }

  private static String facts(Outbreak outbreak) {
    return String.format(
        "outbreak %s %s %s, %s",
        outbreak.getCause(),
        Words.lower(outbreak.getScope()),
        outbreak.getKey(),
        Words.count(outbreak.getIncidents(), "incident", "incidents"));
  }
}
