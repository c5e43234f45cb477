package io.pulltriage.streams.alert.engine;

import io.pulltriage.schemas.AlertKind;
import io.pulltriage.schemas.AlertState;
import io.pulltriage.schemas.Keys;
import io.pulltriage.streams.alert.decide.Silence;
import io.pulltriage.streams.alert.decide.SinkPolicy;
import io.pulltriage.streams.alert.engine.AlertMeters.Unreadable;
import io.pulltriage.streams.alert.sink.Outcome;
import io.pulltriage.streams.alert.subject.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows what is so and what was told, and says what is to be sent to whom. Does nothing by itself:
 * it is told of changes, of time, and of what became of what it gave out. For one thread.
 */
public final class AlertDesk {

  private static final Logger LOG = LoggerFactory.getLogger(AlertDesk.class);

  private final List<String> sinks;
  private final Subjects subjects;
  private final StateOutlet outlet;
  private final Starts starts;
  private final Judge judge;
  private final Dispatch dispatch;
  private final AlertMeters meters;
  private final Map<String, Watched> watched = new HashMap<>();

  /**
   * A desk that knows nothing yet.
   *
   * @param places who is told, in the order in which places are numbered
   */
  public AlertDesk(
      DeskConfig config,
      List<SinkPlace> places,
      Subjects subjects,
      StateOutlet outlet,
      AlertMeters meters,
      RandomGenerator random) {
    List<SinkPolicy> policies = places.stream().map(SinkPlace::policy).toList();
    this.sinks = policies.stream().map(SinkPolicy::sink).toList();
    this.subjects = subjects;
    this.outlet = outlet;
    this.meters = meters;
    this.starts = new Starts(sinks, config.quietStart());
    sinks.forEach(meters::begin);
    Accounts accounts = new Accounts(meters);
    List<Lane> lanes = places.stream().map(place -> new Lane(place, config.digest())).toList();
    this.judge = new Judge(policies, lanes, starts, accounts);
    this.dispatch = new Dispatch(config.retry(), lanes, judge, accounts, new Cases(), random);
  }

  /**
   * Takes a partition over, with what was told of it and how it is now.
   *
   * @param kept all states of this kind and partition
   * @param latest the newest record of each id
   */
  public void adopt(
      AlertKind kind,
      int partition,
      Collection<AlertState> kept,
      Map<String, byte[]> latest,
      Instant now) {
    Optional<AlertState> start =
        kept.stream().filter(state -> state.getKind() == AlertKind.START).findFirst();
    starts
        .begin(kind, partition, start, now)
        .ifPresent(state -> outlet.keep(partition, Starts.key(kind), state));
    Set<String> known = new HashSet<>();
    for (AlertState state : kept) {
      if (state.getKind() == kind) {
        Watched restored = Watched.restored(state, partition, sinks);
        known.add(state.getId());
        watched.put(restored.key(), restored);
      }
    }
    latest.forEach((id, value) -> changed(kind, partition, id, value, now));
    // What is in no topic any more cannot be told of.
    known.removeAll(latest.keySet());
    known.forEach(id -> changed(kind, partition, id, null, now));
  }

  /**
   * Takes in a record. One that cannot be read is counted and skipped: what was known before stays.
   *
   * @param value its bytes; null for a tombstone
   */
  public void changed(
      AlertKind kind, int partition, String id, byte @Nullable [] value, Instant now) {
    String key = Keys.alert(kind, id);
    Watched known = watched.get(key);
    if (value == null) {
      forget(known);
      return;
    }
    Subject subject = readable(kind, partition, id, value);
    if (subject == null) {
      return;
    }
    if (known == null && !subject.isOpen()) {
      return; // Nobody was told, and nobody has to be.
    }
    Watched one = known == null ? Watched.of(subject, partition, sinks.size()) : known;
    watched.put(key, one);
    one.latest = PackedRecord.of(value);
    for (int place = 0; place < sinks.size(); place++) {
      judge.judge(one, subject, place, now);
    }
    settle(one, subject.isOpen());
  }

  /** Lets go of a partition that another instance takes over. */
  public void release(AlertKind kind, int partition) {
    starts.end(kind, partition);
    List<Watched> gone =
        watched.values().stream()
            .filter(one -> one.kind == kind && one.partition == partition)
            .toList();
    for (Watched one : gone) {
      watched.remove(one.key());
      judge.drop(one);
    }
  }

  /** Lets go of everything. */
  public void releaseAll() {
    watched.values().forEach(judge::drop);
    watched.clear();
  }

  /** Looks at what time itself changes. */
  public void tick(Instant now) {
    judge.tick(now, this::read);
  }

  /** What is to be sent now; each is to be answered with {@link #done}. */
  public List<Delivery> next(Instant now) {
    return dispatch.next(now);
  }

  /** Takes in what became of a delivery. */
  public void done(Delivery delivery, List<Outcome> outcomes, Instant now) {
    dispatch.done(delivery, outcomes, now);
  }

  /** The silences that hold from now on, in place of all others. */
  public void silence(Collection<Silence> silences, Instant now) {
    judge.silence(silences);
    for (Watched one : new ArrayList<>(watched.values())) {
      judge.judgeSilenced(one, now, this::read);
    }
  }

  /** Tries anew what was given up. */
  public void retryParked(Instant now) {
    for (Watched one : new ArrayList<>(watched.values())) {
      judge.judgeParked(one, now, this::read);
    }
  }

  /** Whether nothing waits for a sink; what waits for its time does not count. */
  public boolean isIdle() {
    return dispatch.isIdle();
  }

  private @Nullable Subject read(Watched one) {
    PackedRecord latest = one.latest;
    return latest == null ? null : subjects.read(one.kind, latest.bytes());
  }

  private @Nullable Subject readable(AlertKind kind, int partition, String id, byte[] value) {
    try {
      return subjects.read(kind, value);
    } catch (SerializationException e) {
      meters.unreadable(kind == AlertKind.OUTBREAK ? Unreadable.OUTBREAK : Unreadable.INCIDENT);
      LOG.warn("record skipped kind={} partition={} id={}", kind, partition, id, e);
      return null;
    }
  }

  private void forget(@Nullable Watched known) {
    if (known != null) {
      watched.remove(known.key());
      judge.drop(known);
      if (known.kept) {
        outlet.keep(known.partition, known.key(), null);
      }
    }
  }

  /** Keeps what was told, and no more of the rest than is needed. */
  private void settle(Watched one, boolean isOpen) {
    if (one.hasHistory()) {
      if (one.changed) {
        outlet.keep(one.partition, one.key(), one.state(sinks));
        one.kept = true;
        one.changed = false;
      }
    } else if (one.kept) {
      outlet.keep(one.partition, one.key(), null);
      one.kept = false;
    }
    if (!isOpen && one.isSettled()) {
      one.latest = null;
      if (!one.hasHistory()) {
        watched.remove(one.key());
      }
    }
  }

  /** What messages are about. */
  private final class Cases implements Casebook {

    @Override
    public @Nullable Subject read(Watched one) {
      return AlertDesk.this.read(one);
    }

    @Override
    public void settle(Watched one, boolean isOpen) {
      AlertDesk.this.settle(one, isOpen);
    }

    @Override
    public boolean isCurrent(Watched one) {
      return watched.get(one.key()) == one;
    }
  }
}
