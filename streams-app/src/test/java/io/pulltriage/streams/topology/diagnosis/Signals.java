package io.pulltriage.streams.topology.diagnosis;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Confidence;
import io.pulltriage.schemas.EvidenceSource;
import io.pulltriage.schemas.Phase;
import io.pulltriage.schemas.internal.Episode;
import io.pulltriage.schemas.internal.Signal;
import io.pulltriage.schemas.internal.SignalKind;
import io.pulltriage.testkit.Pods;
import java.time.Instant;

/** Makes signals and stretches of failure of a container {@code app}. */
final class Signals {

  static final Instant T0 = Pods.LONG_AGO;
  static final String IMAGE = "ghcr.io/team/api:1.4.2";

  private Signals() {}

  /** An event that tells of a failing pull's cause. */
  static Signal pullFailure(Cause cause, int second) {
    return of(SignalKind.PULL_FAILURE, second)
        .setCause(cause)
        .setConfidence(Confidence.CERTAIN)
        .build();
  }

  static Signal.Builder of(SignalKind kind, int second) {
    Instant at = T0.plusSeconds(second);
    return Signal.newBuilder()
        .setId(kind + "/" + second)
        .setKind(kind)
        .setContainer("app")
        .setSource(EvidenceSource.EVENT)
        .setReason("Failed")
        .setMessage("words of " + second)
        .setFirstAt(at)
        .setAt(at)
        .setCount(1);
  }

  /** A stretch that goes on. */
  static Episode.Builder failing(Phase phase, int second) {
    return Episode.newBuilder()
        .setContainer("app")
        .setPhase(phase)
        .setImage(IMAGE)
        .setSince(T0.plusSeconds(second))
        .setLastFailure(T0.plusSeconds(second));
  }
}
