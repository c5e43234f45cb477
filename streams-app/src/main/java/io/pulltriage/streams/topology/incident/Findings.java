package io.pulltriage.streams.topology.incident;

import io.pulltriage.schemas.Evidence;
import io.pulltriage.schemas.Keys;
import io.pulltriage.schemas.internal.PodFinding;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which incident a finding is about, and what of it bears on that incident at once. Pure. */
public final class Findings {

  private Findings() {}

  /** Id of the incident. */
  public static String incident(PodFinding finding) {
    return Keys.incident(
        finding.getCluster(),
        finding.getNamespace(),
        finding.getWorkload(),
        finding.getContainer(),
        finding.getPhase(),
        finding.getImage());
  }

  /** A hash of what changes more of the incident than its counters. */
  public static long significance(PodFinding finding) {
    return new Fingerprint()
        .add(finding.getSince())
        .addTime(finding.getEndedAt())
        .add(finding.getResolution().orElse(null))
        .addText(finding.getReplacedBy())
        .add(finding.getCause())
        .add(finding.getConfidence())
        .addConstants(finding.getAlternatives())
        .addText(finding.getNode())
        .addText(finding.getZone())
        .addText(finding.getPlatform())
        .addTexts(finding.getPullSecrets())
        .addTexts(finding.getMissingPullSecrets())
        .addTexts(finding.getUnmetNeeds())
        .addTexts(finding.getRunsOnPlatforms())
        .add(finding.getRunsUnproven() ? 1 : 0)
        .add(finding.getPullFails() ? 1 : 0)
        .add(finding.getExitCode().orElse(-1))
        .add(finding.getContainerType())
        .addTexts(rules(finding.getEvidence()))
        .value();
  }

  /** The rules in evidence, in order, and of facts of our own their reasons. */
  static Collection<String> rules(List<Evidence> evidence) {
    Set<String> rules = new TreeSet<>();
    for (Evidence piece : evidence) {
      rules.add(piece.getRule().orElseGet(() -> piece.getSource() + piece.getReason().orElse("")));
    }
    return rules;
  }
}
