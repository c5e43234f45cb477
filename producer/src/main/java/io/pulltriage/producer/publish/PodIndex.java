package io.pulltriage.producer.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Finds pods by a {@link ShortKey} that they carry. An open table with linear probing: 5 to 11
 * bytes for each pod, where a {@link java.util.HashMap} takes 40 and the key's object. Not
 * thread-safe.
 */
final class PodIndex {

  private static final int SMALLEST = 16;

  private final ToLongFunction<TrackedPod> high;
  private final ToLongFunction<TrackedPod> low;
  private @Nullable TrackedPod[] table = new TrackedPod[SMALLEST];
  private int size;

  /** An index by the key whose halves these functions give; a pod's key must not change. */
  PodIndex(ToLongFunction<TrackedPod> high, ToLongFunction<TrackedPod> low) {
    this.high = high;
    this.low = low;
  }

  int size() {
    return size;
  }

  /** Bytes that the table takes. */
  long bytes() {
    return 16L + 4L * table.length;
  }

  @Nullable TrackedPod get(ShortKey key) {
    return table[slot(key.high(), key.low())];
  }

  /** Adds a pod, in the place of one that has the same key. */
  void put(TrackedPod pod) {
    int slot = slotOf(pod);
    if (table[slot] == null) {
      size++;
    }
    table[slot] = pod;
    // At most three quarters are taken, so that a search is short.
    if (size > table.length / 4 * 3) {
      resize(table.length * 2);
    }
  }

  /** Removes this pod; nothing if another has its key or none. */
  void remove(TrackedPod pod) {
    int slot = slotOf(pod);
    if (table[slot] != pod) {
      return;
    }
    table[slot] = null;
    size--;
    closeGap(slot);
    if (table.length > SMALLEST && size < table.length / 8) {
      resize(table.length / 2);
    }
  }

  /** All pods, in no order. */
  List<TrackedPod> all() {
    List<TrackedPod> pods = new ArrayList<>(size);
    for (TrackedPod pod : table) {
      if (pod != null) {
        pods.add(pod);
      }
    }
    return pods;
  }

  /** What stands behind a gap is put in again: its search may have led over the gap. */
  private void closeGap(int gap) {
    int slot = next(gap);
    TrackedPod pod = table[slot];
    while (pod != null) {
      table[slot] = null;
      table[slotOf(pod)] = pod;
      slot = next(slot);
      pod = table[slot];
    }
  }

  private void resize(int length) {
    List<TrackedPod> pods = all();
    table = new TrackedPod[length];
    for (TrackedPod pod : pods) {
      table[slotOf(pod)] = pod;
    }
  }

  private int slotOf(TrackedPod pod) {
    return slot(high.applyAsLong(pod), low.applyAsLong(pod));
  }

  /** Where the key stands, or else where it would. */
  private int slot(long keyHigh, long keyLow) {
    int slot = Long.hashCode((keyHigh ^ keyLow) * 0x9E3779B97F4A7C15L) & (table.length - 1);
    TrackedPod pod = table[slot];
    while (pod != null && (high.applyAsLong(pod) != keyHigh || low.applyAsLong(pod) != keyLow)) {
      slot = next(slot);
      pod = table[slot];
    }
    return slot;
  }

  private int next(int slot) {
    return (slot + 1) & (table.length - 1);
  }
}
