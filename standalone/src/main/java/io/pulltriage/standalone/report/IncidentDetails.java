package io.pulltriage.standalone.report;

import io.pulltriage.schemas.Evidence;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.IncidentStatus;
import io.pulltriage.standalone.terminal.DisplayText;
import io.pulltriage.standalone.terminal.FieldBlock;
import io.pulltriage.standalone.terminal.Screen;
import java.util.ArrayList;
import java.util.List;

/** All that a person needs to know of one incident. Pure. */
final class IncidentDetails {

  private static final int MAX_EVIDENCE = 5;
  private static final int MAX_MESSAGE = 600;

  private IncidentDetails() {}

  /** In full while it lasts, in short when it is over. */
  static String render(Incident incident, Screen screen) {
    return incident.getStatus() == IncidentStatus.OPEN
        ? open(incident, screen)
        : resolved(incident, screen);
  }

  private static String open(Incident incident, Screen screen) {
    return head(incident, screen)
        .field("since", since(incident))
        .field("pods", pods(incident))
        .fields("nodes", nodes(incident))
        .field("phase", Words.phase(incident.getPhase()))
        .field("certainty", Words.certainty(incident.getConfidence(), incident.getAlternatives()))
        .field("meaning", incident.getExplanation())
        .fields("outbreak", incident.getOutbreak().stream().toList())
        .fields("evidence", evidence(incident.getEvidence()))
        .steps("what to do", incident.getRemediation())
        .toString();
  }

  private static String resolved(Incident incident, Screen screen) {
    return head(incident, screen)
        .field("over", over(incident))
        .fields("outbreak", incident.getOutbreak().stream().toList())
        .toString();
  }

  private static FieldBlock head(Incident incident, Screen screen) {
    return new FieldBlock(screen)
        .heading(
            IncidentTable.state(incident) + " " + incident.getCause() + ": " + incident.getTitle(),
            IncidentTable.style(incident))
        .field("where", where(incident))
        .field("image", incident.getImage().getReference());
  }

  private static String where(Incident incident) {
    String list =
        switch (incident.getContainerType()) {
          case CONTAINER, UNKNOWN -> "container ";
          case INIT_CONTAINER -> "init container ";
          case EPHEMERAL_CONTAINER -> "ephemeral container ";
        };
    return String.format(
        "cluster %s, namespace %s, %s %s, %s%s",
        incident.getCluster(),
        incident.getNamespace(),
        incident.getWorkload().getKind(),
        incident.getWorkload().getName(),
        list,
        incident.getContainer());
  }

  private static String since(Incident incident) {
    return String.format(
        "%s, last seen %s, %s",
        Words.time(incident.getFirstSeen()),
        Words.time(incident.getLastSeen()),
        Words.count(incident.getOccurrences(), "failure", "failures"));
  }

  private static String pods(Incident incident) {
    List<String> names = incident.getPodNames();
    int unnamed = incident.getAffectedPods() - names.size();
    return incident.getAffectedPods()
        + " affected, "
        + incident.getFailingPods()
        + " failing now: "
        + String.join(", ", names)
        + (unnamed > 0 ? " and " + unnamed + " more" : "");
  }

  private static List<String> nodes(Incident incident) {
    if (incident.getNodes().isEmpty()) {
      return List.of();
    }
    List<String> kinds = new ArrayList<>(incident.getPlatforms());
    incident.getZones().forEach(zone -> kinds.add("zone " + zone));
    String names = String.join(", ", incident.getNodes());
    return List.of(kinds.isEmpty() ? names : names + " (" + String.join(", ", kinds) + ')');
  }

  private static List<String> evidence(List<Evidence> evidence) {
    List<String> lines = new ArrayList<>();
    for (Evidence seen : evidence.subList(0, Math.min(MAX_EVIDENCE, evidence.size()))) {
      lines.add(
          String.format(
              "%s %s%s: %s",
              Words.time(seen.getAt()),
              Words.lower(seen.getSource()),
              seen.getReason().map(reason -> ' ' + reason).orElse(""),
              DisplayText.shortened(DisplayText.harmless(seen.getMessage()), MAX_MESSAGE)));
    }
    if (evidence.size() > MAX_EVIDENCE) {
      lines.add("and " + (evidence.size() - MAX_EVIDENCE) + " more");
    }
    return lines;
  }

  private static String over(Incident incident) {
    String how =
        incident
            .getResolution()
            .map(
                resolution ->
                    switch (resolution) {
                      case RECOVERED -> "it works after all";
                      case REPLACED ->
                          "another image took its place"
                              + incident.getReplacedBy().map(image -> ": " + image).orElse("");
                      case DELETED -> "nothing of it is left to fail";
                      case UNKNOWN -> "resolved";
                    })
            .orElse("resolved");
    return incident.getResolvedAt().map(at -> "at " + Words.time(at) + ", ").orElse("") + how;
  }
}
