package io.pulltriage.streams.topology.pod;

import io.pulltriage.schemas.ImageUsage;
import io.pulltriage.schemas.NodeSnapshot;
import io.pulltriage.schemas.PodEvent;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.internal.PodCase;
import io.pulltriage.schemas.internal.PodFinding;
import io.pulltriage.streams.config.DiagnosisConfig;
import io.pulltriage.streams.config.IncidentConfig;
import io.pulltriage.streams.topology.Knowledge;
import io.pulltriage.streams.topology.diagnosis.Diagnosis;
import io.pulltriage.streams.topology.diagnosis.EpisodeTracker;
import io.pulltriage.streams.topology.diagnosis.SignalReader;
import io.pulltriage.streams.topology.diagnosis.StalledPulls;
import io.pulltriage.streams.topology.diagnosis.UnprovenRecoveries;
import java.time.Instant;
import java.util.List;

/** Follows one pod through what is learned of it, with the bundled rules and default settings. */
public final class Cases {

  /** What the bundled rules read. */
  public static final SignalReader READER;

  static final CaseReducer REDUCER;
  static final Diagnosis DIAGNOSIS;

  static {
    Knowledge knowledge = Knowledge.bundled();
    READER = new SignalReader(knowledge.classifier(), knowledge.catalogue());
    REDUCER =
        new CaseReducer(
            READER,
            new EpisodeTracker(READER, IncidentConfig.defaults().holdDown()),
            new StalledPulls(DiagnosisConfig.defaults().stallAfter()),
            new UnprovenRecoveries(DiagnosisConfig.defaults().unprovenFor()));
    DIAGNOSIS = new Diagnosis(knowledge.knownImages(), knowledge.classifier().rulesVersion());
  }

  private PodCase podCase = CaseReducer.empty();

  private Cases() {}

  /** A case of which nothing is known. */
  public static Cases open() {
    return new Cases();
  }

  /** A case of which these shapes of its pod are known. */
  public static Cases of(PodSnapshot... shapes) {
    Cases cases = open();
    for (PodSnapshot shape : shapes) {
      cases.shape(shape);
    }
    return cases;
  }

  /** Takes in a shape, published when it was taken, and looks again at that time. */
  public Cases shape(PodSnapshot pod) {
    podCase = REDUCER.withSnapshot(podCase, pod, pod.getObservedAt());
    return at(pod.getObservedAt());
  }

  /** Takes in a shape that comes before older facts do: its time is not reached yet. */
  public Cases early(PodSnapshot pod) {
    podCase = REDUCER.withSnapshot(podCase, pod, pod.getObservedAt());
    return this;
  }

  /** Takes in events, and looks again when the last of them was seen. */
  public Cases events(PodEvent... events) {
    for (PodEvent event : events) {
      podCase = REDUCER.withEvent(podCase, event);
      at(event.getLastSeen());
    }
    return this;
  }

  /** Takes in the pod's node. */
  public Cases node(NodeSnapshot node) {
    podCase = REDUCER.withNode(podCase, node);
    return this;
  }

  /** Takes in the use of an image. */
  public Cases usage(ImageUsage usage) {
    podCase = REDUCER.withUsage(podCase, usage);
    return this;
  }

  /** Withdraws the pod's snapshot. */
  public Cases withdrawn(Instant at) {
    podCase = REDUCER.withoutSnapshot(podCase, at);
    return at(at);
  }

  /** Looks again at a time. */
  public Cases at(Instant now) {
    podCase = REDUCER.at(podCase, now);
    return this;
  }

  /** The case. */
  public PodCase build() {
    return podCase;
  }

  /** What it finds. */
  public List<PodFinding> findings() {
    return DIAGNOSIS.findings(podCase);
  }

  /** The one thing that it finds. */
  public PodFinding finding() {
    List<PodFinding> findings = findings();
    if (findings.size() != 1) {
      throw new AssertionError("not one finding: " + findings);
    }
    return findings.get(0);
  }
}
