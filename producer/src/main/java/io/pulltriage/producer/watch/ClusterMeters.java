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

  private static final String KIND = "kind";

  private enum Count {
    CONNECTIONS("pulltriage.cluster.connections", "Attempts to connect."),
    FAILURES("pulltriage.cluster.failures", "Connections that were refused or lost."),
    RELISTS("pulltriage.cluster.relists", "Lists that had to be read again."),
    RECEIVED("pulltriage.objects.received", "Objects that the API server sent."),
    TAKEN("pulltriage.objects.taken", "Objects that were used."),
    SKIPPED("pulltriage.objects.skipped", "Objects that were of no use, by why.");

    private final String name;
    private final String description;

    Count(String name, String description) {
      this.name = name;
      this.description = description;
    }
  }

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
    gauge("connected", "1 while it is watched, else 0.", () -> connected ? 1 : 0);
    gauge("synced", "1 once all was listed, else 0.", () -> synced ? 1 : 0);
    gauge(
        "silent.seconds",
        "Seconds since anything came from it.",
        () -> Duration.between(lastSign, clock.instant()).toMillis() / 1000.0);
    gauge("pods", "Pods that are known.", () -> pods);
    gauge("memory.held.bytes", "About what they take of the heap.", () -> heldBytes);
    showWhatNeverHappened();
  }

  /** So that it shows as nothing, and the first time as more. */
  private void showWhatNeverHappened() {
    counter(Count.CONNECTIONS);
    counter(Count.FAILURES);
    for (StreamKind kind : StreamKind.values()) {
      counter(Count.RELISTS, KIND, kind.fileName);
      counter(Count.RECEIVED, KIND, kind.fileName);
      counter(Count.TAKEN, KIND, kind.fileName);
    }
  }

  void fact(StreamKind kind, Fact fact) {
    lastSign = clock.instant();
    if (fact instanceof Fact.PodsListed || fact instanceof Fact.NodesListed) {
      return; // Not an object of its own.
    }
    counter(Count.RECEIVED, KIND, kind.fileName).increment();
    if (fact instanceof Fact.EventSkipped skipped) {
      skip(kind, KNOWN_REASONS.contains(skipped.reason()) ? skipped.reason() : "other reason");
    } else if (fact instanceof Fact.EventExpired) {
      skip(kind, "expired");
    } else {
      counter(Count.TAKEN, KIND, kind.fileName).increment();
    }
  }

  void unusable(StreamKind kind) {
    counter(Count.RECEIVED, KIND, kind.fileName).increment();
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
    counter(Count.CONNECTIONS).increment();
  }

  void failure() {
    counter(Count.FAILURES).increment();
  }

  void relist(StreamKind kind) {
    counter(Count.RELISTS, KIND, kind.fileName).increment();
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
    counter(Count.SKIPPED, KIND, kind.fileName, "reason", reason).increment();
  }

  private Counter counter(Count what, String... tags) {
    return Counter.builder(what.name)
        .description(what.description)
        .tag("cluster", cluster)
        .tags(tags)
        .register(registry);
  }

  private void gauge(String name, String description, Supplier<Number> value) {
    own.add(
        Gauge.builder("pulltriage.cluster." + name, value)
            .description(description)
            .tag("cluster", cluster)
            .register(registry));
  }
}
