package io.pulltriage.standalone.report;

import io.pulltriage.schemas.IncidentStatus;
import io.pulltriage.schemas.Outbreak;
import io.pulltriage.standalone.terminal.Column;
import io.pulltriage.standalone.terminal.FieldBlock;
import io.pulltriage.standalone.terminal.Screen;
import io.pulltriage.standalone.terminal.Style;
import io.pulltriage.standalone.terminal.Table;
import java.util.Comparator;
import java.util.List;

/** Outbreaks at a glance, one a row, and what speaks for and against each. Pure. */
final class OutbreakTable {

  /** Open before resolved, wide before narrow, then by what is failing. */
  static final Comparator<Outbreak> ORDER =
      Comparator.comparing(Outbreak::getStatus)
          .thenComparing(Outbreak::getIncidents, Comparator.reverseOrder())
          .thenComparing(Outbreak::getId);

  private static final Table<Outbreak> TABLE =
      new Table<>(
          List.of(
              Column.<Outbreak>of("OUTBREAK", 8, 9, outbreak -> Words.lower(outbreak.getStatus()))
                  .styled(OutbreakTable::style),
              Column.<Outbreak>of("SCOPE", 6, 8, outbreak -> Words.lower(outbreak.getScope())),
              Column.<Outbreak>of("WHAT", 14, 7, Outbreak::getKey).shortenedInMiddle(),
              Column.<Outbreak>of("CAUSE", 20, 6, outbreak -> outbreak.getCause().name()),
              Column.<Outbreak>of(
                  "CLUSTERS", 8, 3, outbreak -> String.join(",", outbreak.getClusters())),
              Column.<Outbreak>of(
                  "INCIDENTS", 9, 4, outbreak -> String.valueOf(outbreak.getIncidents())),
              Column.<Outbreak>of(
                  "FAIL/OK",
                  7,
                  5,
                  outbreak -> outbreak.getFailingPods() + "/" + outbreak.getHealthyPods())));

  private OutbreakTable() {}

  /** The table and the explanations below it; the outbreaks are to be in {@link #ORDER}. */
  static String render(List<Outbreak> outbreaks, Screen screen) {
    FieldBlock explanations = new FieldBlock(screen);
    for (Outbreak outbreak : outbreaks) {
      explanations
          .heading(Words.lower(outbreak.getScope()) + ' ' + outbreak.getKey(), Style.STRONG)
          .field("certainty", Words.certainty(outbreak.getConfidence(), List.of()))
          .field("meaning", outbreak.getExplanation());
    }
    return TABLE.render(outbreaks, screen) + '\n' + explanations;
  }

  /** How the state is set off. */
  static Style style(Outbreak outbreak) {
    return outbreak.getStatus() == IncidentStatus.OPEN ? Style.ALARM : Style.GOOD;
  }
}
