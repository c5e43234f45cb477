package io.pulltriage.streams.alert.engine;

import io.pulltriage.streams.alert.decide.AlertDecision;
import io.pulltriage.streams.alert.decide.Change;
import io.pulltriage.streams.alert.decide.Decision;
import io.pulltriage.streams.alert.decide.Decision.Done;
import io.pulltriage.streams.alert.decide.Decision.Hold;
import io.pulltriage.streams.alert.decide.Decision.Tell;
import io.pulltriage.streams.alert.decide.Decision.Wait;
import io.pulltriage.streams.alert.decide.Reason;
import io.pulltriage.streams.alert.decide.Silence;
import io.pulltriage.streams.alert.decide.SinkPolicy;
import io.pulltriage.streams.alert.decide.Told;
import io.pulltriage.streams.alert.engine.Slot.Standing;
import io.pulltriage.streams.alert.subject.Subject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Applies decisions to slots: what is owed goes into its lane, what waits onto the agenda. */
final class Judge {

  private final List<SinkPolicy> policies;
  private final List<Lane> lanes;
  private final Starts starts;
  private final Accounts accounts;
  private final Agenda agenda = new Agenda();
  private Collection<Silence> silences = List.of();

  Judge(List<SinkPolicy> policies, List<Lane> lanes, Starts starts, Accounts accounts) {
    this.policies = policies;
    this.lanes = lanes;
    this.starts = starts;
    this.accounts = accounts;
  }

  void silence(Collection<Silence> all) {
    silences = List.copyOf(all);
  }

  /** What is to be told of the subject now; empty if nothing is, which is noted then. */
  Optional<Change> judge(Watched watched, Subject subject, int place, Instant now) {
    Slot slot = watched.slots[place];
    if (slot.inFlight) {
      return Optional.empty(); // Looked at again when it is known what became of it.
    }
    SinkPolicy policy = policies.get(place);
    if (slot.told.messages() == 0) {
      boolean backlog = starts.isBacklog(subject, watched.partition, policy.sink());
      slot.told = Told.nothing(backlog);
    }
    Decision decision = AlertDecision.decide(subject, slot.told, policy, silences, now);
    if (decision instanceof Tell tell) {
      return owe(watched, tell.change(), place, now);
    }
    lanes.get(place).remove(watched);
    note(watched, decision, place);
    return Optional.empty();
  }

  private void note(Watched watched, Decision decision, int place) {
    Slot slot = watched.slots[place];
    String sink = policies.get(place).sink();
    if (decision instanceof Wait wait) {
      accounts.owed(sink, slot, Reason.AGE);
      agenda.note(watched, place, wait.at());
    } else if (decision instanceof Hold hold) {
      accounts.held(sink, slot, hold.reason());
      agenda.note(watched, place, hold.until().orElse(null));
    } else if (decision instanceof Done done) {
      watched.changed |= slot.standing == Standing.PARKED;
      accounts.nothing(sink, slot);
      agenda.note(watched, place, done.again().orElse(null));
    }
  }

  private Optional<Change> owe(Watched watched, Change change, int place, Instant now) {
    Slot slot = watched.slots[place];
    if (slot.standing == Standing.PARKED && slot.parkedChange == change) {
      return Optional.empty();
    }
    SinkPolicy policy = policies.get(place);
    if (change != Change.REFRESHED) {
      accounts.owed(policy.sink(), slot, Reason.OVER);
    }
    agenda.note(watched, place, null);
    boolean toDigest = !policy.managesAlerts() && (slot.told.backlog() || slot.told.digest());
    lanes.get(place).add(watched, toDigest, now);
    return Optional.of(change);
  }

  void tick(Instant now, Function<Watched, @Nullable Subject> reader) {
    for (Agenda.Entry due = agenda.next(now); due != null; due = agenda.next(now)) {
      Subject subject = reader.apply(due.watched());
      if (subject != null) {
        judge(due.watched(), subject, due.place(), now);
      }
    }
  }

  void judgeSilenced(Watched watched, Instant now, Function<Watched, @Nullable Subject> reader) {
    for (int place = 0; place < policies.size(); place++) {
      Slot slot = watched.slots[place];
      if (slot.standing == Standing.HELD && slot.held == Reason.SILENCE) {
        judge(watched, place, now, reader);
      }
    }
  }

  void judgeParked(Watched watched, Instant now, Function<Watched, @Nullable Subject> reader) {
    for (int place = 0; place < policies.size(); place++) {
      Slot slot = watched.slots[place];
      if (slot.standing == Standing.PARKED) {
        accounts.forgive(slot);
        judge(watched, place, now, reader);
      }
    }
  }

  private void judge(
      Watched watched, int place, Instant now, Function<Watched, @Nullable Subject> reader) {
    Subject subject = reader.apply(watched);
    if (subject != null) {
      judge(watched, subject, place, now);
    }
  }

  /** Somebody else looks after it, or nobody has to. */
  void drop(Watched watched) {
    for (int place = 0; place < policies.size(); place++) {
      lanes.get(place).remove(watched);
      agenda.note(watched, place, null);
      accounts.moved(policies.get(place).sink(), watched.slots[place]);
    }
  }
}
