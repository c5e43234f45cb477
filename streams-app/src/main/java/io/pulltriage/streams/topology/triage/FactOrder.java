package io.pulltriage.streams.topology.triage;

import static java.util.Objects.requireNonNull;

import io.pulltriage.schemas.ClusterKey;
import io.pulltriage.schemas.ClusterStatus;
import io.pulltriage.schemas.WatermarkHeaders;
import io.pulltriage.schemas.internal.HeldFact;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Puts the facts of one cluster, which come in five topics, into one order: facts that a status
 * covers before it, all others behind it ({@link WatermarkHeaders}). What comes before its time is
 * held in a store. Nothing is held for long: a status may have been compacted away, and a fact may
 * have become a dead letter. Belongs to one task; not thread-safe.
 */
final class FactOrder {

  /** So long something is held at most, by this machine's clock. */
  static final Duration HOLD_FOR = Duration.ofSeconds(2);

  /** So many are held at most. */
  private static final int CAPACITY = 1000;

  private final ClusterTriage cluster;
  private final TriageStores stores;
  private final String prefix;
  private final TreeMap<Long, HeldFact> held = new TreeMap<>();
  private final Map<Long, Instant> heldSince = new HashMap<>();

  /** Less than there were when the task has just begun: then a status may be held without need. */
  private long factsSinceStatus;

  private boolean ordered = true;

  FactOrder(String name, ClusterTriage cluster, TriageStores stores) {
    this.cluster = cluster;
    this.stores = stores;
    this.prefix = ClusterKey.prefix(name);
  }

  /** Reads what is held. */
  void load(Instant machineTime) {
    TriageStores.scan(
        stores.held(),
        prefix,
        (number, fact) -> {
          held.put(HexFormat.fromHexDigitsToLong(number), fact);
          heldSince.put(HexFormat.fromHexDigitsToLong(number), machineTime);
        });
  }

  /** Takes a record from its topic, now or when its time has come. */
  void take(FactKind kind, Record<String, SpecificRecord> message, Instant machineTime) {
    boolean status = kind == FactKind.CLUSTER;
    Instant at = Instant.ofEpochMilli(message.timestamp());
    // Marks are times; a status with one far ahead would let no later status count. A fact with
    // such a mark waits in vain, but not for long; its own time may be long before its mark.
    long mark =
        status
            ? Math.min(
                WatermarkHeaders.mark(message.headers()), at.plus(FactBounds.AHEAD).toEpochMilli())
            : WatermarkHeaders.after(message.headers());
    long facts = status ? WatermarkHeaders.facts(message.headers()) : 0;
    if (status ? isNext(mark, facts) : mark <= cluster.mark() || !ordered) {
      apply(kind, message.key(), message.value(), at, mark);
    } else {
      hold(new HeldFact(kind.name(), message.key(), at, mark, facts, message.value()), machineTime);
    }
    release();
    if (held.size() > CAPACITY) {
      releaseFirst();
      // What is held was covered by statuses that are no longer there.
      ordered = false;
      release();
    }
  }

  /** Lets go what was held for too long; tells whether anything was. */
  boolean expire(Instant machineTime) {
    boolean any = false;
    while (!held.isEmpty()
        && heldSince.values().stream()
            .anyMatch(since -> !since.plus(HOLD_FOR).isAfter(machineTime))) {
      releaseFirst();
      release();
      any = true;
    }
    return any;
  }

  /** A status that covers no facts does not overtake one that still waits for its own. */
  private boolean isNext(long mark, long facts) {
    return mark <= cluster.mark() || (first(true) == null && isComplete(mark, facts));
  }

  private boolean isComplete(long mark, long facts) {
    return mark <= cluster.mark() || facts <= 0 || factsSinceStatus >= facts;
  }

  private void apply(
      FactKind kind, String key, @Nullable SpecificRecord value, Instant at, long mark) {
    if (kind != FactKind.CLUSTER) {
      boolean sinceStatus = mark == cluster.mark() || mark == WatermarkHeaders.ABSENT;
      factsSinceStatus += sinceStatus ? 1 : 0;
      cluster.take(kind, key, value, at);
      return;
    }
    // What follows earlier statuses comes before this one.
    takeHeld(fact -> fact.getMark() < mark);
    if (mark > cluster.mark()) {
      factsSinceStatus = 0;
      ordered = true;
    }
    cluster.takeStatus((ClusterStatus) requireNonNull(value), mark);
  }

  private void hold(HeldFact fact, Instant machineTime) {
    long number = held.isEmpty() ? 0 : held.lastKey() + 1;
    held.put(number, fact);
    heldSince.put(number, machineTime);
    stores.held().put(key(number), fact);
  }

  /** Applies what is held and may come now. */
  private void release() {
    boolean progress = !held.isEmpty();
    while (progress) {
      progress = takeHeld(fact -> fact.getMark() <= cluster.mark() || !ordered);
      Map.@Nullable Entry<Long, HeldFact> status = first(true);
      if (status != null && isComplete(status.getValue().getMark(), status.getValue().getFacts())) {
        takeHeld(status.getKey());
        progress = true;
      }
    }
  }

  /** Applies the first of what is held although what it waits for has not come. */
  private void releaseFirst() {
    Map.@Nullable Entry<Long, HeldFact> status = first(true);
    Map.@Nullable Entry<Long, HeldFact> fact = first(false);
    boolean factFirst =
        fact != null && (status == null || fact.getValue().getMark() < status.getValue().getMark());
    Map.@Nullable Entry<Long, HeldFact> next = factFirst ? fact : status;
    if (next != null) {
      takeHeld(next.getKey());
    }
  }

  /** The held status, or the held fact, with the smallest mark; of equal ones the oldest. */
  private Map.@Nullable Entry<Long, HeldFact> first(boolean status) {
    Map.@Nullable Entry<Long, HeldFact> first = null;
    for (Map.Entry<Long, HeldFact> entry : held.entrySet()) {
      if (isStatus(entry.getValue()) == status
          && (first == null || entry.getValue().getMark() < first.getValue().getMark())) {
        first = entry;
      }
    }
    return first;
  }

  /** Applies held facts, in the order in which they came; tells whether there were any. */
  private boolean takeHeld(Predicate<HeldFact> which) {
    List<Long> numbers = new ArrayList<>();
    held.forEach(
        (number, fact) -> {
          if (!isStatus(fact) && which.test(fact)) {
            numbers.add(number);
          }
        });
    numbers.forEach(this::takeHeld);
    return !numbers.isEmpty();
  }

  private void takeHeld(long number) {
    HeldFact fact = requireNonNull(held.remove(number));
    heldSince.remove(number);
    stores.held().delete(key(number));
    apply(
        FactKind.valueOf(fact.getKind()),
        fact.getKey(),
        (SpecificRecord) fact.getValue().orElse(null),
        fact.getAt(),
        fact.getMark());
  }

  private String key(long number) {
    return prefix + HexFormat.of().toHexDigits(number);
  }

  private static boolean isStatus(HeldFact fact) {
    return fact.getKind().equals(FactKind.CLUSTER.name());
  }
}
