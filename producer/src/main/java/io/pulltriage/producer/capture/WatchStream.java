package io.pulltriage.producer.capture;

import io.pulltriage.producer.wire.Fact;
import io.pulltriage.producer.wire.StreamKind;
import io.pulltriage.producer.wire.WatchEntry;
import io.pulltriage.producer.wire.WatchEntry.Bookmark;
import io.pulltriage.producer.wire.WatchEntry.Change;
import io.pulltriage.producer.wire.WatchEntry.Changed;
import io.pulltriage.producer.wire.WatchEntry.Failed;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One recorded stream as facts in the order of their resource versions.
 *
 * <p>A watch begins with the objects that are there, ADDED in no particular order, and a recording
 * holds several watches one after another where one was lost. So a run of ADDED entries is held
 * back, put in order, and judged: it is a list when it adds an object that is known and has changed
 * since its creation, which no watch does later, or when the watch before it ended with 410 Gone or
 * a bookmark closes it. A list also tells what has gone unseen; and what it tells again is left
 * out. Runs are as long as what is in the cluster at one time, never as long as the recording.
 */
final class WatchStream {

  /** A run longer than this is passed on in parts. */
  private static final int MAX_HELD_BACK = 100_000;

  private final StreamKind kind;
  private final RecordedFile file;
  private final Deque<StreamFact> ready = new ArrayDeque<>();
  private final List<Changed> run = new ArrayList<>();
  private final Set<String> runIds = new HashSet<>();
  private Set<String> known = new HashSet<>();
  private long told = WatchEntry.UNKNOWN_VERSION;
  private long previous = WatchEntry.UNKNOWN_VERSION;
  private boolean first = true;
  private boolean gone;
  private @Nullable StreamFact startList;
  private int startLength;
  private boolean ended;
  private long repeated;

  WatchStream(StreamKind kind, RecordedFile file) {
    this.kind = kind;
    this.file = file;
  }

  StreamKind kind() {
    return kind;
  }

  /** How many entries an earlier watch of this stream had told already. */
  long repeated() {
    return repeated;
  }

  long bytesRead() {
    return file.bytesRead();
  }

  /** The facts of the first run, which must not have been taken yet. */
  List<StreamFact> firstRun() {
    peek();
    return List.copyOf(ready);
  }

  /**
   * Notes that another recording of the cluster begins before this one: its list tells what has
   * gone unseen since, rather than how things stood at the beginning. To be called before anything
   * is taken.
   */
  void followOn() {
    List<StreamFact> facts = new ArrayList<>();
    for (StreamFact fact : firstRun()) {
      facts.add(new StreamFact(fact.version(), fact.time(), false, fact.fact()));
    }
    if (startList != null) {
      facts.add(startLength, startList);
    }
    ready.clear();
    ready.addAll(facts);
  }

  /** The next fact, or null at the end. */
  @Nullable StreamFact peek() {
    while (ready.isEmpty() && !ended) {
      read(file.next());
    }
    return ready.peek();
  }

  StreamFact take() {
    return ready.remove();
  }

  void close() {
    file.close();
  }

  private void read(@Nullable WatchEntry entry) {
    if (entry == null) {
      endRun(false, WatchEntry.UNKNOWN_VERSION);
      ended = true;
    } else if (entry instanceof Changed changed) {
      change(versioned(changed));
    } else if (entry instanceof Bookmark bookmark) {
      endRun(bookmark.endsList(), bookmark.version());
    } else if (entry instanceof Failed failed) {
      endRun(false, WatchEntry.UNKNOWN_VERSION);
      gone |= failed.expired();
      String reason = "the watch of " + kind.fileName + " ended: " + failed.message();
      ready.add(new StreamFact(told, null, false, new Fact.WatchLost(reason)));
    }
  }

  /** What has no version of its own stands where the entry before it stands. */
  private Changed versioned(Changed entry) {
    if (entry.version() != WatchEntry.UNKNOWN_VERSION) {
      previous = entry.version();
      return entry;
    }
    return new Changed(
        entry.change(), entry.id(), previous, entry.time(), entry.aged(), entry.fact());
  }

  private void change(Changed entry) {
    if (entry.change() == Change.ADDED) {
      run.add(entry);
      runIds.add(entry.id());
      if (run.size() >= MAX_HELD_BACK) {
        passOn(false);
      }
      return;
    }
    endRun(false, WatchEntry.UNKNOWN_VERSION);
    if (entry.change() == Change.DELETED) {
      known.remove(entry.id());
    } else {
      remember(entry.id());
    }
    tell(entry, false);
  }

  private void endRun(boolean marked, long version) {
    boolean list = isList(marked);
    boolean begun = !first;
    boolean standsAtStart = first && (marked || run.stream().anyMatch(Changed::aged));
    passOn(marked);
    if (standsAtStart) {
      startList = listed();
      startLength = ready.size();
    }
    if (list) {
      told = begun ? Math.max(told, version) : told;
      StreamFact listed = begun ? listed() : null;
      if (listed != null) {
        ready.add(listed);
      }
      known = kind == StreamKind.EVENTS ? new HashSet<>() : new HashSet<>(runIds);
      gone = false;
    } else {
      runIds.forEach(this::remember);
    }
    runIds.clear();
    first = false;
  }

  /**
   * A bookmark alone is no proof: what happens while a list is told stands between the list and its
   * bookmark.
   */
  private boolean isList(boolean marked) {
    boolean hasKnown = runIds.stream().anyMatch(known::contains);
    boolean hasAged = run.stream().anyMatch(Changed::aged);
    return (marked && (first || hasKnown))
        || (gone && (marked || hasKnown || hasAged))
        || run.stream().anyMatch(entry -> entry.aged() && known.contains(entry.id()));
  }

  private void passOn(boolean marked) {
    run.sort(Comparator.comparingLong(Changed::version));
    for (Changed entry : run) {
      tell(entry, first && (marked || entry.aged()));
    }
    run.clear();
  }

  private void tell(Changed entry, boolean initial) {
    boolean again = !first && entry.version() <= told && entry.version() >= 0;
    if (again) {
      repeated++;
      return;
    }
    ready.add(new StreamFact(entry.version(), entry.time(), initial, entry.fact()));
    told = Math.max(told, entry.version());
  }

  /**
   * That no other objects are there than those of the run. Null for events: those that are no
   * longer there have expired, and nothing follows from that.
   */
  private @Nullable StreamFact listed() {
    return switch (kind) {
      case PODS -> new StreamFact(told, null, false, new Fact.PodsListed(Set.copyOf(runIds)));
      case NODES -> new StreamFact(told, null, false, new Fact.NodesListed(Set.copyOf(runIds)));
      case EVENTS -> null;
    };
  }

  /** Events are never asked for; there would be too many of them. */
  private void remember(String id) {
    if (kind != StreamKind.EVENTS) {
      known.add(id);
    }
  }
}
