package io.pulltriage.streams.topology.incident;

import io.pulltriage.classifier.Catalogue;
import io.pulltriage.classifier.CauseEntry;
import io.pulltriage.classifier.Contexts;
import io.pulltriage.classifier.ImageAdvice;
import io.pulltriage.classifier.KnownImages;
import io.pulltriage.classifier.Step;
import io.pulltriage.classifier.Steps;
import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Confidence;
import io.pulltriage.schemas.Phase;
import io.pulltriage.schemas.Severity;
import io.pulltriage.schemas.internal.PodFinding;
import io.pulltriage.streams.topology.Knowledge;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tells an incident in words: what the cause means, what of it the facts add, and what to do. Pure
 * and thread-safe.
 */
public final class IncidentNarrative {

  private final Catalogue catalogue;
  private final KnownImages knownImages;
  private final Contexts contexts;

  /** Tells by these. */
  public IncidentNarrative(Knowledge knowledge) {
    this.catalogue = knowledge.catalogue();
    this.knownImages = knowledge.knownImages();
    this.contexts = knowledge.contexts();
  }

  /**
   * Tells it.
   *
   * @param newest the finding with the newest failure
   * @param cause what the findings share
   * @param telling the findings that decide: those that fail, or all when none does
   * @param behind image for whose pull on the same node it may only wait
   * @param affected pods that failed since the incident opened
   * @param failing pods that fail now
   */
  Words tell(
      PodFinding newest,
      SharedCause cause,
      List<PodFinding> telling,
      Optional<String> behind,
      int affected,
      int failing) {
    CauseEntry entry = catalogue.entry(cause.cause(), decisiveRule(cause.cause(), telling));
    List<ImageAdvice> advice = knownImages.advice(newest.getImage(), cause.cause());
    List<String> explanation = new ArrayList<>();
    explanation.add(entry.explanation());
    explanation.add(Reach.sentence(telling, affected, failing));
    explanation.addAll(Circumstances.sentences(cause.cause(), telling));
    behind.map(IncidentNarrative::queue).ifPresent(explanation::add);
    advice.forEach(known -> explanation.add(known.explanation()));
    if (cause.confidence() == Confidence.AMBIGUOUS && !cause.alternatives().isEmpty()) {
      explanation.add(alternatives(cause));
    }
    Set<Step> remediation = new LinkedHashSet<>();
    advice.forEach(known -> remediation.addAll(known.remediation()));
    remediation.addAll(Circumstances.steps(cause.cause(), telling));
    remediation.addAll(entry.remediation());
    return new Words(
        entry.severity(),
        entry.title() + ": " + subject(newest),
        String.join(" ", explanation),
        Steps.fill(List.copyOf(remediation), StepValues.of(newest, contexts)));
  }

  private static String queue(String image) {
    return "The pull of %s began before it on the same node, and nothing has been pulled there since: it may only wait for that, as kubelets pull one image at a time unless serializeImagePulls is false."
        .formatted(image);
  }

  /** The rule that read the strongest evidence of a finding that has the cause. */
  private static Optional<String> decisiveRule(Cause cause, List<PodFinding> telling) {
    return telling.stream()
        .filter(finding -> finding.getCause() == cause)
        .flatMap(finding -> finding.getEvidence().stream().limit(1))
        .flatMap(evidence -> evidence.getRule().stream())
        .findFirst();
  }

  private String alternatives(SharedCause cause) {
    List<String> titles =
        cause.alternatives().stream().map(catalogue::entry).map(CauseEntry::title).toList();
    return "What is known also fits: " + String.join("; ", titles) + '.';
  }

  private static String subject(PodFinding finding) {
    return finding.getPhase() == Phase.PULL
        ? finding.getImage().getReference()
        : finding.getWorkload().getKind()
            + ' '
            + finding.getWorkload().getName()
            + ", container "
            + finding.getContainer();
  }

  /**
   * An incident in words.
   *
   * @param severity how urgent it is
   * @param title one line
   * @param explanation sentences
   * @param remediation steps, in order
   */
  record Words(Severity severity, String title, String explanation, List<String> remediation) {}
}
