package io.pulltriage.streams.query;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/** The newest changes, kept for those who come back, and those who listen now. Thread-safe. */
final class ChangeLog {

  private final ReadTopics topics;
  private final Deque<Change> kept = new ArrayDeque<>();
  private final Positions oldest;
  private final Positions newest;
  private final Set<Subscription> subscriptions = ConcurrentHashMap.newKeySet();
  private int history;

  /**
   * An empty log.
   *
   * @param history changes that are kept
   */
  ChangeLog(ReadTopics topics, int history) {
    this.topics = topics;
    this.history = history;
    this.oldest = new Positions(topics.identity(), new long[topics.followed()]);
    this.newest = new Positions(topics.identity(), new long[topics.followed()]);
  }

  /** Keeps more changes from now on, or fewer. */
  synchronized void keep(int changes) {
    history = changes;
    forget();
  }

  /** Reading of a partition begins at an offset. */
  synchronized void begin(TopicPartition partition, long offset) {
    int number = topics.followedNumber(partition);
    if (number >= 0) {
      oldest.advance(number, offset);
      newest.advance(number, offset);
    }
  }

  /** Takes a change in and passes it on. */
  synchronized void add(Change change) {
    kept.add(change);
    newest.pass(change);
    forget();
    subscriptions.forEach(subscription -> subscription.offer(change));
  }

  private void forget() {
    while (kept.size() > history) {
      oldest.pass(kept.remove());
    }
  }

  /**
   * One who was here up to an event, or comes for the first time.
   *
   * @param buffer changes that wait for the subscription at most
   */
  synchronized Subscription subscribe(Optional<String> lastEventId, int buffer) {
    Optional<Positions> from =
        lastEventId
            .flatMap(text -> Positions.parse(text, topics.identity(), topics.followed()))
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
