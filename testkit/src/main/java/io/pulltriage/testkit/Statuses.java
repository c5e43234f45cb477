package io.pulltriage.testkit;

import io.pulltriage.schemas.ClusterStatus;
import java.time.Instant;

/** What producers say of their clusters. */
public final class Statuses {

  private Statuses() {}

  /** All that there is in a cluster is known until then. */
  public static ClusterStatus synced(String cluster, Instant until) {
    return ClusterStatus.newBuilder()
        .setCluster(cluster)
        .setConnected(true)
        .setSynced(true)
        .setSince(Instant.EPOCH)
        .setObservedAt(until)
        .build();
  }
}
