package io.pulltriage.streams.api.stream;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The newest changes, kept for those who come back, and those who listen now. Thread-safe. */
final class ChangeLog {

  private final String topics;
  private final int partitions;
  private final int history;
  private final int buffer;
  private final Deque<Change> kept = new ArrayDeque<>();
  private final Positions oldest;
  private final Positions newest;
  private final Set<Subscription> subscriptions = ConcurrentHashMap.newKeySet();

  /**
   * An empty log.
   *
   * @param topics stands for the very topics that are followed
   * @param start the next offset of each partition
   * @param history changes that are kept
   * @param buffer changes that wait for each subscription at most
   */
  ChangeLog(String topics, long[] start, int history, int buffer) {
    this.topics = topics;
    this.partitions = start.length;
    this.history = history;
    this.buffer = buffer;
    this.oldest = new Positions(topics, start);
    this.newest = new Positions(topics, start);
  }

  /** Takes a change in and passes it on. */
  synchronized void add(Change change) {
    kept.add(change);
    newest.pass(change);
    if (kept.size() > history) {
      oldest.pass(kept.remove());
    }
    subscriptions.forEach(subscription -> subscription.offer(change));
  }

  /** One who was here up to an event, or comes for the first time. */
  synchronized Subscription subscribe(Optional<String> lastEventId) {
    Optional<Positions> from =
        lastEventId
            .flatMap(text -> Positions.parse(text, topics, partitions))
            .filter(positions -> positions.isBetween(oldest, newest));
    List<Change> missed = new ArrayList<>();
    from.ifPresent(positions -> kept.stream().filter(positions::isBefore).forEach(missed::add));
    Subscription subscription =
        new Subscription(
            missed,
            from.orElseGet(newest::copy),
            from.isPresent() || lastEventId.isEmpty(),
            buffer,
            subscriptions::remove);
    subscriptions.add(subscription);
    return subscription;
  }

  /** Tells all who listen that nothing more comes. */
  synchronized void end() {
    subscriptions.forEach(Subscription::end);
  }
}
