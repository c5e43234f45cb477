package io.pulltriage.streams.topology.incident;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Confidence;
import io.pulltriage.schemas.ContainerType;
import io.pulltriage.schemas.Evidence;
import io.pulltriage.schemas.EvidenceSource;
import io.pulltriage.schemas.ImageReferences;
import io.pulltriage.schemas.Phase;
import io.pulltriage.schemas.Resolution;
import io.pulltriage.schemas.Workload;
import io.pulltriage.schemas.internal.PodFinding;
import io.pulltriage.testkit.Pods;
import java.time.Instant;

/** Makes findings of the pods of one Deployment. */
final class Finds {

  static final Instant T0 = Pods.LONG_AGO;

  private Finds() {}

  /** A pod that has failed since a second of the test, and fails still. */
  static PodFinding.Builder failing(int pod, int since) {
    return PodFinding.newBuilder()
        .setCluster("lab-a")
        .setNamespace("shop")
        .setWorkload(new Workload("Deployment", "api"))
        .setContainer("app")
        .setContainerType(ContainerType.CONTAINER)
        .setPhase(Phase.PULL)
        .setImage(ImageReferences.parse("ghcr.io/team/api:1.4.2"))
        .setPodUid("uid-" + pod)
        .setPodName("api-" + pod)
        .setSince(T0.plusSeconds(since))
        .setLastFailure(T0.plusSeconds(since))
        .setCause(Cause.TAG_NOT_FOUND)
        .setConfidence(Confidence.CERTAIN)
        .setOccurrences(1);
  }

  /** A pod that failed from one second of the test to another. */
  static PodFinding.Builder ended(int pod, int since, int end, Resolution resolution) {
    return failing(pod, since).setEndedAt(T0.plusSeconds(end)).setResolution(resolution);
  }

  static PodFinding.Builder startup(int pod, Cause cause) {
    return failing(pod, 0).setPhase(Phase.STARTUP).setCause(cause);
  }

  static Evidence event(String rule, String message, int second) {
    return Evidence.newBuilder()
        .setSource(EvidenceSource.EVENT)
        .setReason("Failed")
        .setMessage(message)
        .setAt(T0.plusSeconds(second))
        .setRule(rule)
        .build();
  }
}
