package io.pulltriage.streams.alert.engine;

import io.pulltriage.streams.alert.decide.Change;
import io.pulltriage.streams.alert.decide.IdempotencyKeys;
import io.pulltriage.streams.alert.engine.Delivery.Content;
import io.pulltriage.streams.alert.engine.Delivery.Parcel;
import io.pulltriage.streams.alert.sink.Outcome;
import io.pulltriage.streams.alert.subject.Subject;
import io.pulltriage.streams.alert.text.AlertMessage.About;
import io.pulltriage.streams.alert.text.AlertMessage.Digest;
import io.pulltriage.streams.config.alerts.RetryConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Makes messages of what waits in the lanes, and draws the conclusions of what became of them. */
final class Dispatch {

  private final RetryConfig retry;
  private final List<Lane> lanes;
  private final Judge judge;
  private final Accounts accounts;
  private final Casebook cases;
  private final BackOff backOff;

  Dispatch(
      RetryConfig retry,
      List<Lane> lanes,
      Judge judge,
      Accounts accounts,
      Casebook cases,
      RandomGenerator random) {
    this.retry = retry;
    this.lanes = lanes;
    this.judge = judge;
    this.accounts = accounts;
    this.cases = cases;
    this.backOff = new BackOff(retry, random);
  }

  boolean isIdle() {
    return lanes.stream().allMatch(Lane::isEmpty);
  }

  List<Delivery> next(Instant now) {
    List<Delivery> deliveries = new ArrayList<>();
    for (int place = 0; place < lanes.size(); place++) {
      Lane lane = lanes.get(place);
      if (lane.isReady(now)) {
        List<Parcel> parcels = parcels(lane, place, now);
        if (!parcels.isEmpty()) {
          lane.begin();
          deliveries.add(new Delivery(place, lane.sink(), parcels));
        }
      }
    }
    return deliveries;
  }

  /** One by one what may go so, until there is enough of it; then the digest. */
  private List<Parcel> parcels(Lane lane, int place, Instant now) {
    int batch = lane.batch();
    List<Parcel> parcels = new ArrayList<>();
    List<Watched> taken = lane.take(batch, now);
    while (!taken.isEmpty() && parcels.size() < batch) {
      for (Content content : contents(taken, place, now)) {
        parcels.add(new Parcel(content.about(), List.of(content)));
      }
      taken = parcels.size() < batch ? lane.take(batch - parcels.size(), now) : List.of();
    }
    if (!parcels.isEmpty()) {
      return List.copyOf(parcels);
    }
    List<Content> digested = contents(lane.takeDigest(now), place, now);
    return digested.isEmpty() ? List.of() : List.of(new Parcel(digest(digested, now), digested));
  }

  private static Digest digest(List<Content> contents, Instant now) {
    List<About> entries = contents.stream().map(Content::about).toList();
    boolean backlog = entries.stream().allMatch(about -> about.told().backlog());
    String id = IdempotencyKeys.ofDigest(entries.stream().map(About::id).toList());
    return new Digest(id, now, backlog, entries);
  }

  /** What is still to be told, as things are by now. */
  private List<Content> contents(List<Watched> waiting, int place, Instant now) {
    List<Content> contents = new ArrayList<>();
    for (Watched watched : waiting) {
      Subject subject = cases.read(watched);
      if (subject == null) {
        continue;
      }
      Optional<Change> change = judge.judge(watched, subject, place, now);
      if (change.isPresent()) {
        lanes.get(place).remove(watched);
        contents.add(content(watched, subject, change.get(), place, now));
      }
    }
    return contents;
  }

  private static Content content(
      Watched watched, Subject subject, Change change, int place, Instant now) {
    Slot slot = watched.slots[place];
    slot.inFlight = true;
    String id = IdempotencyKeys.of(subject, watched.since, slot.told, change);
    return new Content(watched, new About(id, now, change, subject, slot.told));
  }

  void done(Delivery delivery, List<Outcome> outcomes, Instant now) {
    pace(delivery, outcomes, now);
    for (int i = 0; i < delivery.parcels().size(); i++) {
      Parcel parcel = delivery.parcels().get(i);
      for (Content content : parcel.contents()) {
        content.watched().slots[delivery.place()].inFlight = false;
        if (cases.isCurrent(content.watched())) {
          conclude(delivery, content, outcomes.get(i), parcel.message() instanceof Digest, now);
        }
      }
    }
  }

  /** The lane goes on at once, or after a pause where something is to be tried again. */
  private void pace(Delivery delivery, List<Outcome> outcomes, Instant now) {
    Lane lane = lanes.get(delivery.place());
    lane.end();
    Optional<Duration> pause = Optional.empty();
    for (Outcome outcome : outcomes) {
      if (outcome instanceof Outcome.Delivered) {
        lane.succeeded();
      } else {
        accounts.failed(delivery.sink());
      }
      if (outcome instanceof Outcome.Retry again && pause.isEmpty()) {
        pause = Optional.of(backOff.after(lane.failed(), again.after()));
      }
    }
    pause.ifPresent(time -> lane.pause(now, time));
  }

  private void conclude(
      Delivery delivery, Content content, Outcome outcome, boolean inDigest, Instant now) {
    Watched watched = content.watched();
    int place = delivery.place();
    account(delivery, content, outcome, inDigest, now);
    if (inDigest && outcome instanceof Outcome.Retry) {
      lanes.get(place).digestFailed();
      lanes.get(place).add(watched, true, now);
    }
    Subject subject = cases.read(watched);
    if (subject != null) {
      judge.judge(watched, subject, place, now);
    }
    cases.settle(watched, subject != null && subject.isOpen());
  }

  private void account(
      Delivery delivery, Content content, Outcome outcome, boolean inDigest, Instant now) {
    Watched watched = content.watched();
    Slot slot = watched.slots[delivery.place()];
    Change change = content.about().change();
    if (outcome instanceof Outcome.Delivered) {
      slot.told = slot.told.after(change, content.about().subject(), now, inDigest);
      watched.changed |= change != Change.REFRESHED;
      accounts.sent(delivery.sink(), slot, change);
    } else if (change == Change.REFRESHED) {
      if (outcome instanceof Outcome.Refused) {
        slot.told = slot.told.after(change, content.about().subject(), now, inDigest);
      }
    } else if (isGivenUp(slot, delivery.place(), outcome)) {
      watched.changed = true;
      accounts.parked(delivery.sink(), slot, change, outcome.detail());
    }
  }

  /** A sink that manages alerts is told on: what it is told is how things are. */
  private boolean isGivenUp(Slot slot, int place, Outcome outcome) {
    slot.attempts++;
    return outcome instanceof Outcome.Refused
        || (!lanes.get(place).managesAlerts() && slot.attempts >= retry.attempts());
  }
}
