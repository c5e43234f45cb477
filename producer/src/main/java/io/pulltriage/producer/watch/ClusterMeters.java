package io.pulltriage.producer.watch;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.pulltriage.producer.wire.Fact;
import io.pulltriage.producer.wire.StreamKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is counted of one cluster's watching. For each kind, received = taken + skipped, where
 * skipped is the sum over all reasons. Thread-safe.
 */
final class ClusterMeters implements AutoCloseable {

  /** Of all others there could be any number. */
  private static final Set<String> KNOWN_REASONS =
      Set.of(
          "Failed",
          "FailedCreatePodSandBox",
          "FailedSync",
          "FailedPostStartHook",
          "FailedPreStopHook",
          "FailedKillPod",
          "NetworkNotReady",
          "Rebooted",
          "NodeNotSchedulable");

  private final MeterRegistry registry;
  private final String cluster;
  private final Clock clock;
  private final List<Meter> own = new ArrayList<>();
  private volatile boolean connected;
  private volatile boolean synced;
  private volatile @Nullable String trouble;
  private volatile Instant lastSign;
  private volatile int pods;
  private volatile long heldBytes;

  ClusterMeters(MeterRegistry registry, String cluster, Clock clock) {
    this.registry = registry;
    this.cluster = cluster;
    this.clock = clock;
    this.lastSign = clock.instant();
    gauge("pulltriage.cluster.connected", () -> connected ? 1 : 0);
    gauge("pulltriage.cluster.synced", () -> synced ? 1 : 0);
    gauge(
        "pulltriage.cluster.silent.seconds",
        () -> Duration.between(lastSign, clock.instant()).toMillis() / 1000.0);
    gauge("pulltriage.cluster.pods", () -> pods);
    gauge("pulltriage.cluster.memory.held.bytes", () -> heldBytes);
  }

  void fact(StreamKind kind, Fact fact) {
    lastSign = clock.instant();
    if (fact instanceof Fact.PodsListed || fact instanceof Fact.NodesListed) {
      return; // Not an object of its own.
    }
    count("pulltriage.objects.received", "kind", kind.fileName);
    if (fact instanceof Fact.EventSkipped skipped) {
      skip(kind, KNOWN_REASONS.contains(skipped.reason()) ? skipped.reason() : "other reason");
    } else if (fact instanceof Fact.EventExpired) {
      skip(kind, "expired");
    } else {
      count("pulltriage.objects.taken", "kind", kind.fileName);
    }
  }

  void unusable(StreamKind kind) {
    count("pulltriage.objects.received", "kind", kind.fileName);
    skip(kind, "unusable");
  }

  void connected() {
    connected = true;
    trouble = null;
  }

  /** The reason is for people, with credentials masked. */
  void disconnected(String reason) {
    connected = false;
    trouble = reason;
  }

  /** Why it is not connected; null while it is, or has not been tried. */
  @Nullable String trouble() {
    return trouble;
  }

  void synced() {
    synced = true;
  }

  String cluster() {
    return cluster;
  }

  void attempt() {
    count("pulltriage.cluster.connections");
  }

  void failure() {
    count("pulltriage.cluster.failures");
  }

  void relist(StreamKind kind) {
    count("pulltriage.cluster.relists", "kind", kind.fileName);
  }

  /** So many pods are known, which take about so many bytes of heap. */
  void holds(int livingPods, long bytes) {
    pods = livingPods;
    heldBytes = bytes;
  }

  boolean isConnected() {
    return connected;
  }

  boolean isSynced() {
    return synced;
  }

  /** Takes the gauges away; a cluster that is watched no more is not silent. */
  @Override
  public void close() {
    own.forEach(registry::remove);
  }

  private void skip(StreamKind kind, String reason) {
    count("pulltriage.objects.skipped", "kind", kind.fileName, "reason", reason);
  }

  private void count(String name, String... tags) {
    Counter.builder(name).tag("cluster", cluster).tags(tags).register(registry).increment();
  }

  private void gauge(String name, Supplier<Number> value) {
    own.add(Gauge.builder(name, value).tag("cluster", cluster).register(registry));
  }
}
