package io.pulltriage.streams.topology.diagnosis;

import io.pulltriage.schemas.ImageUsage;
import io.pulltriage.schemas.NodeSnapshot;
import io.pulltriage.schemas.PodEvent;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.internal.PodFinding;
import io.pulltriage.schemas.internal.PodState;
import io.pulltriage.streams.config.DiagnosisConfig;
import io.pulltriage.streams.config.IncidentConfig;
import io.pulltriage.streams.topology.Knowledge;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Follows one pod through what is learned of it, with the bundled rules and default settings. */
public final class Cases {

  /** What the bundled rules read. */
  public static final SignalReader READER;

  static final PodReducer REDUCER;
  static final Diagnosis DIAGNOSIS;

  static {
    Knowledge knowledge = Knowledge.bundled();
    READER = new SignalReader(knowledge.classifier(), knowledge.catalogue());
    REDUCER =
        new PodReducer(
            READER,
            new EpisodeTracker(READER, IncidentConfig.defaults().holdDown()),
            new StalledPulls(DiagnosisConfig.defaults().stallAfter()),
            new UnprovenRecoveries(DiagnosisConfig.defaults().unprovenFor()));
    DIAGNOSIS = new Diagnosis(knowledge.knownImages());
  }

  private PodState state = PodReducer.empty();
  private @Nullable NodeSnapshot node;
  private @Nullable ImageUsage usage;
  private Instant now = Instant.EPOCH;

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
    state = REDUCER.withSnapshot(state, pod, pod.getObservedAt());
    return at(pod.getObservedAt());
  }

  /** Takes in a shape that comes before older facts do: its time is not reached yet. */
  public Cases early(PodSnapshot pod) {
    state = REDUCER.withSnapshot(state, pod, pod.getObservedAt());
    return this;
  }

  /** Takes in events, and looks again when the last of them was seen. */
  public Cases events(PodEvent... events) {
    for (PodEvent event : events) {
      state = REDUCER.withEvent(state, event);
      at(event.getLastSeen());
    }
    return this;
  }

  /** Takes in the pod's node. */
  public Cases node(NodeSnapshot known) {
    node = known;
    return this;
  }

  /** Takes in the use of an image. */
  public Cases usage(ImageUsage known) {
    usage = known;
    return this;
  }

  /** Withdraws the pod's snapshot. */
  public Cases withdrawn(Instant at) {
    state = REDUCER.withoutSnapshot(state, at);
    return at(at);
  }

  /** Looks again at a time. */
  public Cases at(Instant time) {
    now = time;
    return this;
  }

  /** What is kept. */
  public PodState state() {
    return state;
  }

  /** The pod as it is seen at the time. */
  public PodView build() {
    return REDUCER.at(new PodView(state, node, usage), now);
  }

  /** What it finds. */
  public List<PodFinding> findings() {
    return DIAGNOSIS.findings(build());
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
