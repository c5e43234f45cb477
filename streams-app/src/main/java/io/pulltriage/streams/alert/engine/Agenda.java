package io.pulltriage.streams.alert.engine;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** When which slots are to be looked at again. */
final class Agenda {

  private final PriorityQueue<Entry> entries = new PriorityQueue<>(Comparator.comparing(Entry::at));

  /** Notes a time for a slot in place of any other; null for none. */
  void note(Watched watched, int place, @Nullable Instant at) {
    Slot slot = watched.slots[place];
    if (at != null && !at.equals(slot.due)) {
      entries.add(new Entry(at, watched, place));
    }
    slot.due = at;
  }

  /** Takes out a slot whose time has come; null for none. */
  @Nullable Entry next(Instant now) {
    for (Entry entry = entries.peek();
        entry != null && !now.isBefore(entry.at);
        entry = entries.peek()) {
      entries.remove();
      Slot slot = entry.watched.slots[entry.place];
      if (entry.at.equals(slot.due)) {
        slot.due = null;
        return entry;
      }
    }
    return null;
  }

  /**
   * A slot and its time.
   *
   * @param at when
   * @param watched whose slot
   * @param place the sink's
   */
  record Entry(Instant at, Watched watched, int place) {}
}
