package io.pulltriage.streams.topology.outbreak;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.ImageReferences;
import io.pulltriage.schemas.internal.IncidentFacts;
import java.time.Instant;

/**
 * What fails of one incident on one node now.
 *
 * @param incident what it is part of
 * @param node the node
 * @param pods pods that fail there
 * @param since when the first of them began to
 */
record Failure(IncidentFacts incident, String node, int pods, Instant since) {

  String id() {
    return incident.getId();
  }

  Cause cause() {
    return incident.getCause();
  }

  String workload() {
    return incident.getWorkload();
  }

  /** The registry that was asked; the reference itself where it does not parse. */
  String registry() {
    return incident.getImage().getRegistry().orElse(incident.getImage().getReference());
  }

  String image() {
    return ImageReferences.normalized(incident.getImage());
  }
}
