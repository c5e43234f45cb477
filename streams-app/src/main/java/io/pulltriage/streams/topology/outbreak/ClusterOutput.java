package io.pulltriage.streams.topology.outbreak;

import io.pulltriage.schemas.internal.Membership;
import io.pulltriage.schemas.internal.ScopeMessage;

/** What comes out of a cluster's part of the stage. Lives in one task's memory only. */
sealed interface ClusterOutput {

  /** For the scopes, by the id of the blame or, for a time, by the cluster. */
  record ToScope(ScopeMessage message) implements ClusterOutput {}

  /** For the incidents, by the incident's id. */
  record ToIncident(Membership membership) implements ClusterOutput {}
}
