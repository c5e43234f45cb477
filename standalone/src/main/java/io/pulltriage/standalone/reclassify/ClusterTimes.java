package io.pulltriage.standalone.reclassify;

import io.pulltriage.producer.publish.Publication;
import io.pulltriage.producer.publish.PublicationSink;
import io.pulltriage.schemas.ClusterStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tells again how time went on in each cluster. The topic of the statuses is compacted and has the
 * last one only; but as facts are read in the order of their times, it is known how far they have
 * come. Not thread-safe.
 */
final class ClusterTimes {

  /** As often as the producer says it. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);

  private final PublicationSink sink;
  private final Map<String, ClusterStatus> last = new TreeMap<>();
  private final Map<String, Instant> told = new HashMap<>();

  ClusterTimes(PublicationSink sink) {
    this.sink = sink;
  }

  /** The newest status there is of a cluster. */
  void found(ClusterStatus status) {
    last.put(status.getCluster(), status);
  }

  /** A fact of a cluster comes next: all that were before it have been told. */
  void before(String cluster, Instant time) {
    Instant reached = told.get(cluster);
    if (reached == null || !time.isBefore(reached.plus(HEARTBEAT))) {
      Instant upTo = time.minusMillis(1);
      ClusterStatus status =
          ClusterStatus.newBuilder(last.computeIfAbsent(cluster, name -> unknown(name, time)))
              .setObservedAt(upTo)
              .build();
      told.put(cluster, time);
      tell(status, upTo);
    }
  }

  /** All facts have been told; may be called again. */
  void finish() {
    for (ClusterStatus status : last.values()) {
      Instant reached = told.getOrDefault(status.getCluster(), Instant.EPOCH);
      boolean behind = status.getObservedAt().isBefore(reached);
      ClusterStatus next =
          behind ? ClusterStatus.newBuilder(status).setObservedAt(reached).build() : status;
      tell(next, next.getObservedAt());
    }
  }

  private void tell(ClusterStatus status, Instant time) {
    sink.publish(new Publication(Publication.Kind.CLUSTER, status.getCluster(), status, time));
  }

  /** A cluster whose status was never published has facts all the same. */
  private static ClusterStatus unknown(String cluster, Instant time) {
    return ClusterStatus.newBuilder()
        .setCluster(cluster)
        .setConnected(false)
        .setSynced(false)
        .setSince(time)
        .setObservedAt(time)
        .build();
  }
}
