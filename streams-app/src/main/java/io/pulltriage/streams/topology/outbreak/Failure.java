package io.pulltriage.streams.topology.outbreak;

import io.pulltriage.schemas.Cause;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What fails of one incident on one node now.
 *
 * @param incident what it is part of
 * @param node the node
 * @param pods pods that fail there
 * @param since when the first of them began to
 */
record Failure(IncidentFacts incident, String node, int pods, Instant since) {

  /** There is one for each incident and node. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Failure failure
        && id().equals(failure.id())
        && node.equals(failure.node);
  }

  @Override
  public int hashCode() {
    return 31 * id().hashCode() + node.hashCode();
  }

  String id() {
    return incident.id();
  }

  Cause cause() {
    return incident.cause();
  }

  String workload() {
    return incident.workload();
  }

  /** The registry that was asked; the reference itself where it does not parse. */
  String registry() {
    return incident.image().getRegistry().orElse(incident.image().getReference());
  }

  String image() {
    return incident.imageKey();
  }
}
