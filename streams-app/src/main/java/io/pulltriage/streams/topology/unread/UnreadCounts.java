package io.pulltriage.streams.topology.unread;

import io.pulltriage.classifier.Classifier;
import io.pulltriage.classifier.TextShape;
import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.internal.Signal;
import io.pulltriage.schemas.internal.UnreadText;
import io.pulltriage.streams.topology.unread.UnreadSignals.Unread;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Counts texts by their shape in a store, which holds so many shapes at most: for one more, the one
 * that was seen least goes, and what it counted is added to {@link #DROPPED}. Belongs to one task;
 * not thread-safe.
 */
public final class UnreadCounts {

  /** Key of how many texts are no longer counted by their shape. */
  public static final String DROPPED = "";

  /** Shapes that one task keeps. */
  static final int CAPACITY = 100;

  private static final int REASONS_KEPT = 5;

  private final KeyValueStore<String, UnreadText> store;
  private final Classifier classifier;
  private final UnreadMeter meter;
  private int size;

  /** Goes on with what a store has. */
  public UnreadCounts(
      KeyValueStore<String, UnreadText> store, Classifier classifier, UnreadMeter meter) {
    this.store = store;
    this.classifier = classifier;
    this.meter = meter;
    this.size = all().size();
  }

  /**
   * Counts a text, unless it says no more than that a pull failed: no rule could read more from it.
   *
   * @param names what is known to be a name in it, in lower case
   */
  public void count(Unread unread, Set<String> names) {
    Signal signal = unread.signal();
    TextShape shape = classifier.shape(signal.getMessage(), names);
    if (shape.bare()) {
      return;
    }
    Cause cause = signal.getCause().orElseThrow();
    meter.count(cause, unread.times());
    String key = cause.name() + '/' + shape.text();
    UnreadText known = store.get(key);
    if (known == null) {
      makeRoom();
      size++;
    }
    store.put(key, counted(known, unread, shape.text()));
  }

  private void makeRoom() {
    if (size < CAPACITY) {
      return;
    }
    UnreadText least = all().get(0);
    for (UnreadText text : all()) {
      boolean fewer = text.getSeen() < least.getSeen();
      boolean asFew = text.getSeen() == least.getSeen();
      if (fewer || (asFew && text.getLastSeen().isBefore(least.getLastSeen()))) {
        least = text;
      }
    }
    store.delete(least.getCause().name() + '/' + least.getShape());
    size--;
    UnreadText dropped = store.get(DROPPED);
    long before = dropped == null ? 0 : dropped.getSeen();
    store.put(
        DROPPED,
        UnreadText.newBuilder(least)
            .setShape(DROPPED)
            .setReasons(List.of())
            .setSeen(before + least.getSeen())
            .build());
  }

  private List<UnreadText> all() {
    List<UnreadText> texts = new ArrayList<>();
    try (KeyValueIterator<String, UnreadText> all = store.all()) {
      all.forEachRemaining(
          next -> {
            if (!next.key.equals(DROPPED)) {
              texts.add(next.value);
            }
          });
    }
    return texts;
  }

  private static UnreadText counted(@Nullable UnreadText known, Unread unread, String shape) {
    Signal signal = unread.signal();
    Instant first = signal.getFirstAt();
    Instant last = signal.getAt();
    if (known == null) {
      return UnreadText.newBuilder()
          .setShape(shape)
          .setCause(signal.getCause().orElseThrow())
          .setReasons(List.of(signal.getReason()))
          .setSeen(unread.times())
          .setFirstSeen(first)
          .setLastSeen(last)
          .build();
    }
    TreeSet<String> reasons = new TreeSet<>(known.getReasons());
    reasons.add(signal.getReason());
    return UnreadText.newBuilder(known)
        .setReasons(reasons.stream().limit(REASONS_KEPT).toList())
        .setSeen(known.getSeen() + unread.times())
        .setFirstSeen(first.isBefore(known.getFirstSeen()) ? first : known.getFirstSeen())
        .setLastSeen(last.isAfter(known.getLastSeen()) ? last : known.getLastSeen())
        .build();
  }
}
