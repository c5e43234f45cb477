package io.pulltriage.producer.deliver;

import io.pulltriage.producer.publish.Publication;
import io.pulltriage.producer.publish.Publication.Kind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be sent, in order: of a state the newest only, at the place of the newest, and
 * events up to a bound. What is taken out must be finished in one of two ways: {@link #done} or
 * {@link #giveBack}. Of a key only one state is out at a time, so that an older one never comes
 * back over a newer one. Not thread-safe.
 */
final class Backlog {

  private final int mostEvents;
  private final TreeMap<Long, Entry> waiting = new TreeMap<>();
  private final Map<StateKey, Long> numberByState = new HashMap<>();
  private final Set<StateKey> statesOut = new HashSet<>();
  private int events;
  private int out;
  private long sequence;

  /** Identity of a state. */
  private record StateKey(Kind kind, String key) {}

  /** One publication and its place. */
  record Entry(long number, Publication publication) {

    private boolean isEvent() {
      return publication.kind() == Kind.POD_EVENT;
    }

    private StateKey state() {
      return new StateKey(publication.kind(), publication.key());
    }
  }

  /** What became of a publication. */
  enum Taken {
    /** It waits. */
    KEPT,
    /** It waits instead of an older one. */
    REPLACED,
    /** There was no room for it. */
    REFUSED
  }

  Backlog(int mostEvents) {
    this.mostEvents = mostEvents;
  }

  Taken add(Publication publication) {
    Entry entry = new Entry(sequence++, publication);
    if (entry.isEvent()) {
      if (events >= mostEvents) {
        return Taken.REFUSED;
      }
      events++;
      waiting.put(entry.number(), entry);
      return Taken.KEPT;
    }
    Long older = numberByState.put(entry.state(), entry.number());
    waiting.put(entry.number(), entry);
    if (older == null) {
      return Taken.KEPT;
    }
    waiting.remove(older);
    return Taken.REPLACED;
  }

  /** Takes the oldest out; null when there is none or it has to wait for what is out. */
  @Nullable Entry poll() {
    if (waiting.isEmpty()) {
      return null;
    }
    Entry oldest = waiting.firstEntry().getValue();
    boolean isStatus = oldest.publication().kind() == Kind.CLUSTER;
    if ((isStatus && out > 0) || (!oldest.isEvent() && statesOut.contains(oldest.state()))) {
      return null;
    }
    waiting.remove(oldest.number());
    out++;
    if (!oldest.isEvent()) {
      numberByState.remove(oldest.state());
      statesOut.add(oldest.state());
    }
    return oldest;
  }

  /** One that was out needs no more care. */
  void done(Entry entry) {
    out--;
    if (entry.isEvent()) {
      events--;
    } else {
      statesOut.remove(entry.state());
    }
  }

  /** One that was out was not delivered: it waits at its old place, unless a newer state does. */
  boolean giveBack(Entry entry) {
    out--;
    if (!entry.isEvent()) {
      statesOut.remove(entry.state());
      if (numberByState.putIfAbsent(entry.state(), entry.number()) != null) {
        return false;
      }
    }
    waiting.put(entry.number(), entry);
    return true;
  }

  /** How many wait or are out. */
  int size() {
    return waiting.size() + out;
  }

  /** How many are out. */
  int out() {
    return out;
  }

  /** How many events wait or are out. */
  int events() {
    return events;
  }
}
