package io.pulltriage.producer.publish;

import io.pulltriage.producer.publish.Publication.Kind;
import io.pulltriage.schemas.ClusterStatus;
import io.pulltriage.schemas.Gap;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a cluster's collection stands; told when that changes and at each heartbeat. */
final class StatusLedger implements Timed {

  /** More heartbeats than this are not made up for when time leaps. */
  private static final int LONGEST_RUN = 360;

  private final Outlet outlet;
  private final String cluster;
  private final Duration heartbeat;
  private boolean connected;
  private boolean synced;
  private Instant since = Instant.EPOCH;
  private Instant told = Instant.EPOCH;
  private @Nullable Instant lastEvent;
  private @Nullable Gap gap;
  private @Nullable String error;
  private @Nullable Instant next;

  StatusLedger(Outlet outlet, String cluster, Duration heartbeat) {
    this.outlet = outlet;
    this.cluster = cluster;
    this.heartbeat = heartbeat;
  }

  /** Takes how things stood before: from then on nothing is known. */
  void restore(ClusterStatus before) {
    lastEvent = before.getLastEvent().orElse(null);
    gap = new Gap(before.getLastEvent().orElse(before.getObservedAt()), null);
  }

  /** Not all is known since then, though the watch went on. */
  void lost(Instant from) {
    gap = new Gap(from, outlet.now());
    tell(outlet.now().minusMillis(1));
  }

  void connected() {
    if (connected) {
      return;
    }
    if (gap != null && gap.getTo().isEmpty()) {
      gap = new Gap(gap.getFrom(), outlet.now());
    }
    error = null;
    become(true, synced);
  }

  void disconnected(String reason) {
    error = reason;
    if (connected && lastEvent != null) {
      gap = new Gap(lastEvent, null);
    }
    become(false, synced);
  }

  void synced() {
    if (!synced) {
      become(connected, true);
    }
  }

  void seen() {
    lastEvent = outlet.now();
  }

  /** Makes up for at most some heartbeats when the time to come lies far ahead. */
  void expect(Instant time) {
    Duration longest = heartbeat.multipliedBy(LONGEST_RUN);
    if (next != null && next.plus(longest).isBefore(time)) {
      next = time.minus(longest);
    }
  }

  /** Tells the last status: all up to now has been published. */
  void finish() {
    tell(outlet.now());
    next = null;
  }

  @Override
  public @Nullable Instant next() {
    return next;
  }

  @Override
  public void runNext() {
    tell(outlet.now());
  }

  private void become(boolean nowConnected, boolean nowSynced) {
    if (nowConnected != connected || nowSynced != synced) {
      since = outlet.now();
    }
    connected = nowConnected;
    synced = nowSynced;
    // More may come with the time of this very moment.
    tell(outlet.now().minusMillis(1));
  }

  private void tell(Instant upTo) {
    told = upTo.isAfter(told) ? upTo : told;
    next = outlet.now().plus(heartbeat);
    outlet.publish(
        Kind.CLUSTER,
        cluster,
        ClusterStatus.newBuilder()
            .setCluster(cluster)
            .setConnected(connected)
            .setSynced(synced)
            .setSince(since)
            .setLastEvent(lastEvent)
            .setGap(gap)
            .setError(error)
            .setObservedAt(told)
            .build());
  }
}
