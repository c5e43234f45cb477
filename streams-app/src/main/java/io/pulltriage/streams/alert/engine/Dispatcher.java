package io.pulltriage.streams.alert.engine;

import io.pulltriage.schemas.AlertKind;
import io.pulltriage.streams.alert.decide.Change;
import io.pulltriage.streams.alert.decide.Decision;
import io.pulltriage.streams.alert.decide.Decision.Done;
import io.pulltriage.streams.alert.decide.Decision.Hold;
import io.pulltriage.streams.alert.decide.Decision.Reason;
import io.pulltriage.streams.alert.decide.Decision.Tell;
import io.pulltriage.streams.alert.decide.Decision.Wait;
import io.pulltriage.streams.alert.decide.SinkPolicy;
import io.pulltriage.streams.alert.decide.Subject;
import io.pulltriage.streams.alert.decide.Told;
import io.pulltriage.streams.alert.engine.Delivery.Content;
import io.pulltriage.streams.alert.engine.Delivery.Part;
import io.pulltriage.streams.alert.engine.Watched.Slot;
import io.pulltriage.streams.alert.engine.Watched.Slot.Standing;
import io.pulltriage.streams.alert.sink.Outcome;
import io.pulltriage.streams.alert.text.AlertMessage.About;
import io.pulltriage.streams.alert.text.AlertMessage.Digest;
import io.pulltriage.streams.config.alerts.DigestConfig;
import io.pulltriage.streams.config.alerts.RetryConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What one sink is told: applies decisions, queues what is to be sent, makes messages and digests
 * of it, draws the conclusions of what became of them, and counts. For one thread.
 */
final class Dispatcher {

  private static final int MOST_DOUBLINGS = 30;

  private final int place;
  private final SinkPolicy policy;
  private final int batch;
  private final DigestConfig digests;
  private final RetryConfig retry;
  private final Notifier notifier;
  private final AlertMeters meters;
  private final RandomGenerator random;

  private final Set<Watched> queue = new LinkedHashSet<>();
  private final Set<Watched> digest = new LinkedHashSet<>();
  private final PriorityQueue<Due> agenda = new PriorityQueue<>(Comparator.comparing(Due::at));
  private final Map<AlertKind, Deque<Instant>> recent = new EnumMap<>(AlertKind.class);
  private @Nullable Instant digestSince;
  private Instant lastDigest = Instant.MIN;
  private Instant pausedUntil = Instant.MIN;
  private int failures;
  private boolean busy;

  /** When a subject is to be looked at again. */
  private record Due(Instant at, Watched watched) {}

  /**
   * Nothing is to be sent yet.
   *
   * @param place of the sink among all
   * @param batch how many messages the sink takes at once
   */
  Dispatcher(
      int place,
      SinkPolicy policy,
      int batch,
      DigestConfig digests,
      RetryConfig retry,
      Notifier notifier,
      AlertMeters meters,
      RandomGenerator random) {
    this.place = place;
    this.policy = policy;
    this.batch = batch;
    this.digests = digests;
    this.retry = retry;
    this.notifier = notifier;
    this.meters = meters;
    this.random = random;
    meters.begin(policy.sink());
  }

  String sink() {
    return policy.sink();
  }

  boolean isIdle() {
    return queue.isEmpty() && digest.isEmpty() && !busy;
  }

  /** What is to be told of the subject now; empty if nothing is, which is noted then. */
  Optional<Change> judge(Watched watched, Subject subject, Instant now) {
    Slot slot = watched.slots[place];
    if (slot.inFlight) {
      return Optional.empty(); // Looked at again when it is known what became of it.
    }
    if (slot.told.messages() == 0) {
      Instant start = notifier.toldSince(watched.partition, sink());
      slot.told = Told.nothing(subject.firstSeen().isBefore(start));
    }
    Decision decision = Decision.of(subject, slot.told, policy, notifier.silences(), now);
    if (decision instanceof Tell tell) {
      return queue(watched, slot, tell.change(), now);
    }
    remove(watched);
    if (decision instanceof Wait wait) {
      pending(slot, Reason.AGE);
      lookAgain(watched, wait.at());
    } else if (decision instanceof Hold hold) {
      held(slot, hold.reason());
      lookAgain(watched, hold.until().orElse(null));
    } else if (decision instanceof Done done) {
      watched.changed |= slot.standing == Standing.PARKED;
      idle(slot);
      lookAgain(watched, done.again().orElse(null));
    }
    return Optional.empty();
  }

  private Optional<Change> queue(Watched watched, Slot slot, Change change, Instant now) {
    if (slot.standing == Standing.PARKED && slot.parkedChange == change) {
      return Optional.empty();
    }
    if (change != Change.REFRESHED) {
      pending(slot, Reason.OVER);
    }
    lookAgain(watched, null);
    boolean toDigest = !policy.managesAlerts() && (slot.told.backlog() || slot.told.digest());
    add(watched, toDigest, now);
    return Optional.of(change);
  }

  /** Puts a subject last, or leaves it where it waits. */
  private void add(Watched watched, boolean toDigest, Instant now) {
    if (toDigest) {
      queue.remove(watched);
      digest.add(watched);
      digestSince = digestSince == null ? now : digestSince;
    } else if (!digest.contains(watched)) {
      queue.add(watched);
    }
  }

  private void remove(Watched watched) {
    queue.remove(watched);
    if (digest.remove(watched) && digest.isEmpty()) {
      digestSince = null;
    }
  }

  /** Notes a time in place of any other; null for none. */
  private void lookAgain(Watched watched, @Nullable Instant at) {
    Slot slot = watched.slots[place];
    if (at != null && !at.equals(slot.due)) {
      agenda.add(new Due(at, watched));
    }
    slot.due = at;
  }

  /** Looks at what time itself changes. */
  void tick(Instant now) {
    for (Due due = agenda.peek(); due != null && !now.isBefore(due.at); due = agenda.peek()) {
      agenda.remove();
      Slot slot = due.watched.slots[place];
      if (due.at.equals(slot.due)) {
        slot.due = null;
        judge(due.watched, now);
      }
    }
  }

  private void judge(Watched watched, Instant now) {
    Subject subject = notifier.read(watched);
    if (subject != null) {
      var unused = judge(watched, subject, now);
    }
  }

  /** Silences are others than before. */
  void judgeSilenced(Watched watched, Instant now) {
    Slot slot = watched.slots[place];
    if (slot.standing == Standing.HELD && slot.held == Reason.SILENCE) {
      judge(watched, now);
    }
  }

  /** What was parked is as if it had not been tried. */
  void retryParked(Watched watched, Instant now) {
    Slot slot = watched.slots[place];
    if (slot.standing == Standing.PARKED) {
      slot.standing = Standing.IDLE;
      unpark(slot);
      judge(watched, now);
    }
  }

  /** Another instance tells it, or nobody has to. */
  void drop(Watched watched) {
    Slot slot = watched.slots[place];
    remove(watched);
    lookAgain(watched, null);
    slot.waitsFor = Reason.MOVED;
    idle(slot);
  }

  /** What is to be sent now; to be answered with {@link #done}. */
  Optional<Delivery> next(Instant now) {
    if (busy || now.isBefore(pausedUntil)) {
      return Optional.empty();
    }
    List<Part> parts = new ArrayList<>();
    List<Watched> taken = take(batch, now);
    while (!taken.isEmpty() && parts.size() < batch) {
      for (Content content : contents(taken, now)) {
        parts.add(new Part(content.about(), List.of(content)));
      }
      taken = parts.size() < batch ? take(batch - parts.size(), now) : List.of();
    }
    if (parts.isEmpty()) {
      List<Content> digested = contents(takeDigest(now), now);
      if (!digested.isEmpty()) {
        List<About> entries = digested.stream().map(Content::about).toList();
        parts.add(new Part(Digest.of(entries, now), digested));
      }
    }
    busy = !parts.isEmpty();
    return busy ? Optional.of(new Delivery(place, sink(), parts)) : Optional.empty();
  }

  /** Takes the first out; what is one too many within the window goes to the digest instead. */
  private List<Watched> take(int most, Instant now) {
    List<Watched> taken = new ArrayList<>();
    List<Watched> tooMany = new ArrayList<>();
    Iterator<Watched> waiting = queue.iterator();
    while (waiting.hasNext() && taken.size() < most) {
      Watched watched = waiting.next();
      waiting.remove();
      Deque<Instant> sent = sentLately(watched.key.kind(), now);
      if (policy.managesAlerts()) {
        taken.add(watched);
      } else if (sent.size() >= digests.stormAlerts()) {
        tooMany.add(watched);
      } else {
        taken.add(watched);
        sent.addLast(now);
      }
    }
    tooMany.forEach(watched -> add(watched, true, now));
    return taken;
  }

  private Deque<Instant> sentLately(AlertKind kind, Instant now) {
    Deque<Instant> sent = recent.computeIfAbsent(kind, any -> new ArrayDeque<>());
    Instant first = now.minus(digests.stormWindow());
    while (!sent.isEmpty() && !sent.getFirst().isAfter(first)) {
      sent.removeFirst();
    }
    return sent;
  }

  /** Takes out what the digest is to tell; empty before its time. */
  private List<Watched> takeDigest(Instant now) {
    Instant since = digestSince;
    if (since == null
        || now.isBefore(since.plus(digests.settle()))
        || (!lastDigest.equals(Instant.MIN)
            && now.isBefore(lastDigest.plus(digests.stormWindow())))) {
      return List.of();
    }
    List<Watched> taken = List.copyOf(digest);
    digest.clear();
    digestSince = null;
    lastDigest = now;
    return taken;
  }

  /** What is still to be told, as things are by now. */
  private List<Content> contents(List<Watched> waiting, Instant now) {
    List<Content> contents = new ArrayList<>();
    for (Watched watched : waiting) {
      Subject subject = notifier.read(watched);
      if (subject != null) {
        judge(watched, subject, now)
            .ifPresent(
                change -> {
                  remove(watched);
                  Slot slot = watched.slots[place];
                  slot.inFlight = true;
                  String id = slot.told.messageId(subject, watched.since, change);
                  contents.add(
                      new Content(
                          watched,
                          watched.version,
                          new About(id, now, change, subject, slot.told)));
                });
      }
    }
    return contents;
  }

  /** Takes in what became of a delivery. */
  void done(Delivery delivery, List<Outcome> outcomes, Instant now) {
    pace(outcomes, now);
    for (int i = 0; i < delivery.parts().size(); i++) {
      Part part = delivery.parts().get(i);
      for (Content content : part.contents()) {
        content.watched().slots[place].inFlight = false;
        if (notifier.isCurrent(content.watched())) {
          conclude(content, outcomes.get(i), part.message() instanceof Digest, now);
        }
      }
    }
  }

  /** The sink goes on at once, or after a pause where something is to be tried again. */
  private void pace(List<Outcome> outcomes, Instant now) {
    busy = false;
    Optional<Duration> pause = Optional.empty();
    for (Outcome outcome : outcomes) {
      if (outcome instanceof Outcome.Delivered) {
        failures = 0;
      } else {
        meters.failed(sink());
      }
      if (outcome instanceof Outcome.Retry again && pause.isEmpty()) {
        pause = Optional.of(backOff(++failures, again.after()));
      }
    }
    pause.ifPresent(time -> pausedUntil = now.plus(time));
  }

  /**
   * The wait after so many failures in a row: twice as long each time, between half and one and a
   * half of that, so that many who failed together do not come back together.
   *
   * @param asked how long the receiver asks to wait, which counts if it is longer
   */
  private Duration backOff(int inARow, Optional<Duration> asked) {
    long doubled = 1L << Math.min(MOST_DOUBLINGS, inARow - 1);
    Duration plain = shorter(retry.first().multipliedBy(doubled), retry.longest());
    long jittered = (long) (plain.toMillis() * (0.5 + random.nextDouble()));
    Duration own = shorter(Duration.ofMillis(Math.max(1, jittered)), retry.longest());
    Duration wanted = asked.map(wait -> shorter(wait, retry.longest())).orElse(Duration.ZERO);
    return wanted.compareTo(own) > 0 ? wanted : own;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private void conclude(Content content, Outcome outcome, boolean inDigest, Instant now) {
    Watched watched = content.watched();
    account(content, outcome, inDigest, now);
    if (inDigest && outcome instanceof Outcome.Retry) {
      lastDigest = Instant.MIN; // It may be tried again without waiting for the window.
      add(watched, true, now);
    }
    boolean isAsTold = content.version() == watched.version;
    Subject subject = isAsTold ? content.about().subject() : notifier.read(watched);
    if (subject != null) {
      var unused = judge(watched, subject, now);
    }
    notifier.settle(watched, subject != null && subject.isOpen());
  }

  private void account(Content content, Outcome outcome, boolean inDigest, Instant now) {
    Slot slot = content.watched().slots[place];
    Change change = content.about().change();
    boolean delivered = outcome instanceof Outcome.Delivered;
    if (delivered || (change == Change.REFRESHED && outcome instanceof Outcome.Refused)) {
      slot.told = slot.told.after(change, content.about().subject(), now, inDigest);
    }
    if (delivered) {
      slot.attempts = 0;
    }
    if (change == Change.REFRESHED) {
      if (delivered) {
        meters.refreshed(sink());
      }
    } else if (delivered) {
      content.watched().changed = true;
      meters.sent(sink());
      slot.standing = Standing.IDLE;
    } else if (isGivenUp(slot, outcome)) {
      content.watched().changed = true;
      meters.parked(sink());
      slot.standing = Standing.PARKED;
      slot.parkedChange = change;
      slot.parkedFor = outcome.detail();
    }
  }

  /** A sink that manages alerts is told on: what it is told is how things are. */
  private boolean isGivenUp(Slot slot, Outcome outcome) {
    slot.attempts++;
    return outcome instanceof Outcome.Refused
        || (!policy.managesAlerts() && slot.attempts >= retry.attempts());
  }

  private void pending(Slot slot, Reason waitsFor) {
    if (slot.standing != Standing.PENDING) {
      meters.taken(sink());
      slot.attempts = 0;
    }
    slot.standing = Standing.PENDING;
    slot.waitsFor = waitsFor;
    unpark(slot);
  }

  private void held(Slot slot, Reason reason) {
    if (slot.standing != Standing.HELD) {
      meters.suppressed(sink(), reason, slot.standing == Standing.PENDING);
    }
    slot.standing = Standing.HELD;
    slot.held = reason;
    unpark(slot);
  }

  private void idle(Slot slot) {
    if (slot.standing == Standing.PENDING) {
      meters.suppressed(sink(), slot.waitsFor, true);
    }
    slot.standing = Standing.IDLE;
    slot.held = null;
    unpark(slot);
  }

  private static void unpark(Slot slot) {
    slot.parkedChange = null;
    slot.parkedFor = null;
  }
}
