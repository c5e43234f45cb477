package io.pulltriage.streams.topology.outbreak;

import io.pulltriage.schemas.Outbreak;
import io.pulltriage.schemas.internal.ScopeVerdict;
import org.jspecify.annotations.Nullable;

/** What comes out of the scopes' part of the stage. Lives in one task's memory only. */
sealed interface ScopeOutput {

  /** For everyone, by the outbreak's id: the outbreak, or null when it is forgotten. */
  record Published(@Nullable Outbreak outbreak) implements ScopeOutput {}

  /** For a cluster, by its name. */
  record ToCluster(ScopeVerdict verdict) implements ScopeOutput {}
}
