package io.pulltriage.streams.alert.engine;

import io.pulltriage.schemas.AlertKind;
import io.pulltriage.streams.config.alerts.DigestConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What waits for one sink, in its order, and whether it may go. */
final class Lane {

  private final SinkPlace place;
  private final DigestConfig digests;
  private final Set<Watched> queue = new LinkedHashSet<>();
  private final Set<Watched> digest = new LinkedHashSet<>();
  private final Map<AlertKind, Deque<Instant>> recent = new EnumMap<>(AlertKind.class);
  private @Nullable Instant digestSince;
  private Instant lastDigest = Instant.MIN;
  private Instant pausedUntil = Instant.MIN;
  private int failures;
  private boolean busy;

  /** An empty lane. */
  Lane(SinkPlace place, DigestConfig digests) {
    this.place = place;
    this.digests = digests;
  }

  /** The sink's name. */
  String sink() {
    return place.policy().sink();
  }

  /** How many messages the sink takes at once. */
  int batch() {
    return place.batch();
  }

  /** Whether the sink is told how things are, rather than what happens. */
  boolean managesAlerts() {
    return place.policy().managesAlerts();
  }

  /** Whether only so many go one by one; the rest becomes a digest. */
  private boolean isCapped() {
    return !managesAlerts();
  }

  /** Puts a subject last, or leaves it where it waits. */
  void add(Watched watched, boolean toDigest, Instant now) {
    if (toDigest) {
      queue.remove(watched);
      digest.add(watched);
      digestSince = digestSince == null ? now : digestSince;
    } else if (!digest.contains(watched)) {
      queue.add(watched);
    }
  }

  void remove(Watched watched) {
    queue.remove(watched);
    if (digest.remove(watched) && digest.isEmpty()) {
      digestSince = null;
    }
  }

  boolean isReady(Instant now) {
    return !busy && !now.isBefore(pausedUntil);
  }

  boolean isEmpty() {
    return queue.isEmpty() && digest.isEmpty() && !busy;
  }

  /** Takes the first out; what is one too many within the window goes to the digest instead. */
  List<Watched> take(int most, Instant now) {
    List<Watched> taken = new ArrayList<>();
    List<Watched> tooMany = new ArrayList<>();
    Iterator<Watched> waiting = queue.iterator();
    while (waiting.hasNext() && taken.size() < most) {
      Watched watched = waiting.next();
      waiting.remove();
      if (isCapped() && sentLately(watched.kind, now) >= digests.stormAlerts()) {
        tooMany.add(watched);
      } else {
        taken.add(watched);
        spend(watched.kind, now);
      }
    }
    tooMany.forEach(watched -> add(watched, true, now));
    return taken;
  }

  /** Takes out what the digest is to tell; empty before its time. */
  List<Watched> takeDigest(Instant now) {
    Instant since = digestSince;
    if (since == null || now.isBefore(since.plus(digests.settle())) || isTooSoon(now)) {
      return List.of();
    }
    List<Watched> taken = List.copyOf(digest);
    digest.clear();
    digestSince = null;
    lastDigest = now;
    return taken;
  }

  private boolean isTooSoon(Instant now) {
    return !lastDigest.equals(Instant.MIN) && now.isBefore(lastDigest.plus(digests.stormWindow()));
  }

  /** A digest was not taken: it may be tried again without waiting for the window. */
  void digestFailed() {
    lastDigest = Instant.MIN;
  }

  void begin() {
    busy = true;
  }

  void end() {
    busy = false;
  }

  void succeeded() {
    failures = 0;
  }

  /** Counts a failure; tells how many there were in a row. */
  int failed() {
    return ++failures;
  }

  void pause(Instant now, Duration time) {
    pausedUntil = now.plus(time);
  }

  private int sentLately(AlertKind kind, Instant now) {
    Deque<Instant> sent = recent.computeIfAbsent(kind, any -> new ArrayDeque<>());
    Instant first = now.minus(digests.stormWindow());
    for (Instant oldest = sent.peekFirst();
        oldest != null && !oldest.isAfter(first);
        oldest = sent.peekFirst()) {
      sent.removeFirst();
    }
    return sent.size();
  }

  private void spend(AlertKind kind, Instant now) {
    if (isCapped()) {
      recent.computeIfAbsent(kind, any -> new ArrayDeque<>()).addLast(now);
    }
  }
}
