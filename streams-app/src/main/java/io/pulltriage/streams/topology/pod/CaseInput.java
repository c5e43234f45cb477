package io.pulltriage.streams.topology.pod;

import io.pulltriage.schemas.ImageUsage;
import io.pulltriage.schemas.NodeSnapshot;
import io.pulltriage.schemas.PodEvent;
import io.pulltriage.schemas.PodSnapshot;
import java.time.Instant;

/** What a case learns. Lives in one task's memory only; never crosses Kafka. */
sealed interface CaseInput {

  /** A pod took a new shape, or is of interest again. */
  record Snapshot(PodSnapshot pod) implements CaseInput {}

  /** A pod's snapshot was withdrawn: it is gone, or has been well for a while. */
  record Withdrawal() implements CaseInput {}

  /** An event about a pod. */
  record Event(PodEvent event) implements CaseInput {}

  /** The node of a pod took a new shape. */
  record Node(NodeSnapshot node) implements CaseInput {}

  /** The use of a pod's image changed. */
  record Usage(ImageUsage usage) implements CaseInput {}

  /** All facts of a cluster up to a time have been published. */
  record Time(String cluster, Instant time) implements CaseInput {}
}
