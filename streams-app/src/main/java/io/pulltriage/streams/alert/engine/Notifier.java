package io.pulltriage.streams.alert.engine;

import io.pulltriage.schemas.AlertDelivery;
import io.pulltriage.schemas.AlertKind;
import io.pulltriage.schemas.AlertState;
import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Keys;
import io.pulltriage.schemas.Severity;
import io.pulltriage.streams.alert.decide.Silence;
import io.pulltriage.streams.alert.decide.SinkPolicy;
import io.pulltriage.streams.alert.decide.Subject;
import io.pulltriage.streams.alert.decide.SubjectKey;
import io.pulltriage.streams.alert.sink.Outcome;
import io.pulltriage.streams.config.alerts.AlertsConfig;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Knows who was told what, and says what is to be sent to whom. Does nothing by itself: it is told
 * of changes, of time, and of what became of what it gave out, and reads how subjects are. For one
 * thread.
 */
public final class Notifier {

  private final boolean quietStart;
  private final Function<SubjectKey, @Nullable Subject> subjects;
  private final StateKeeper keeper;
  private final List<String> sinks;
  private final List<Dispatcher> dispatchers;
  private final Map<SubjectKey, Watched> watched = new HashMap<>();

  /** Since when each sink is told, by the partitions that are ours. */
  private final Map<Integer, Map<String, Instant>> starts = new HashMap<>();

  /** What was read last, for whoever reads it again before it changes. */
  private @Nullable Watched lastRead;

  private @Nullable Subject lastSubject;
  private List<Silence> silences = List.of();

  /** Where what was told is kept. */
  @FunctionalInterface
  public interface StateKeeper {

    /** Keeps a state under its key, in place of any other; null to keep none. */
    void keep(int partition, String key, @Nullable AlertState state);
  }

  /**
   * Who is told.
   *
   * @param name of the sink
   * @param batch how many messages it takes at once
   */
  public record Sink(String name, int batch) {}

  /**
   * A notifier that knows nothing yet.
   *
   * @param sinks who is told, in the order in which places are numbered
   * @param quietStart whether what fails already when a sink is new is told as a digest
   * @param subjects how a subject is by now; null if it is not known any more
   */
  public Notifier(
      AlertsConfig config,
      List<Sink> sinks,
      boolean quietStart,
      Function<SubjectKey, @Nullable Subject> subjects,
      StateKeeper keeper,
      AlertMeters meters,
      RandomGenerator random) {
    this.quietStart = quietStart;
    this.subjects = subjects;
    this.keeper = keeper;
    this.sinks = sinks.stream().map(Sink::name).toList();
    this.dispatchers = new ArrayList<>();
    for (Sink sink : sinks) {
      dispatchers.add(
          new Dispatcher(
              dispatchers.size(),
              SinkPolicy.of(config, sink.name()),
              sink.batch(),
              config.digest(),
              config.retry(),
              this,
              meters,
              random));
    }
  }

  /**
   * Takes a partition over, with what was told of it.
   *
   * @param kept all states of the partition
   * @param open what is open in it by now
   */
  public void adopt(
      int partition, Collection<AlertState> kept, Collection<SubjectKey> open, Instant now) {
    begin(partition, kept, now);
    List<SubjectKey> told = new ArrayList<>();
    for (AlertState state : kept) {
      if (state.getKind() == AlertKind.INCIDENT || state.getKind() == AlertKind.OUTBREAK) {
        Watched restored = Watched.restored(state, partition, sinks);
        watched.put(restored.key, restored);
        told.add(restored.key);
      }
    }
    told.forEach(key -> changed(key, partition, now));
    for (SubjectKey key : open) {
      if (!watched.containsKey(key)) {
        changed(key, partition, now);
      }
    }
  }

  /** Sinks that are new begin now. */
  private void begin(int partition, Collection<AlertState> kept, Instant now) {
    Map<String, Instant> since = new HashMap<>();
    for (AlertState state : kept) {
      if (state.getKind() == AlertKind.START) {
        state.getDeliveries().forEach(one -> since.put(one.getSink(), one.getAt()));
      }
    }
    starts.put(partition, since);
    if (since.keySet().containsAll(sinks)) {
      return;
    }
    sinks.forEach(sink -> since.putIfAbsent(sink, quietStart ? now : Instant.EPOCH));
    String id = Integer.toString(partition);
    AlertState state =
        AlertState.newBuilder()
            .setId(id)
            .setKind(AlertKind.START)
            .setFirstSeen(now)
            .setDeliveries(
                sinks.stream().map(sink -> start(sink, since.getOrDefault(sink, now))).toList())
            .build();
    keeper.keep(partition, Keys.alert(AlertKind.START, id), state);
  }

  private static AlertDelivery start(String sink, Instant at) {
    return AlertDelivery.newBuilder()
        .setSink(sink)
        .setOpen(false)
        .setCause(Cause.UNKNOWN)
        .setSeverity(Severity.INFO)
        .setAt(at)
        .build();
  }

  /** Looks at a subject that may be another than before, if its partition is ours. */
  public void changed(SubjectKey key, int partition, Instant now) {
    if (!starts.containsKey(partition)) {
      return;
    }
    Watched known = watched.get(key);
    if (known != null) {
      known.version++;
    }
    lastRead = null;
    Subject subject = subjects.apply(key);
    if (subject == null) {
      forget(known); // What is not known any more cannot be told of.
      return;
    }
    if (known == null && !subject.isOpen()) {
      return; // Nobody was told, and nobody has to be.
    }
    Watched one =
        known == null ? new Watched(key, partition, subject.firstSeen(), sinks.size()) : known;
    watched.put(key, one);
    for (Dispatcher dispatcher : dispatchers) {
      var unused = dispatcher.judge(one, subject, now);
    }
    settle(one, subject.isOpen());
    lastRead = one;
    lastSubject = subject;
  }

  private void forget(@Nullable Watched known) {
    if (known != null) {
      watched.remove(known.key);
      dispatchers.forEach(dispatcher -> dispatcher.drop(known));
      if (known.kept) {
        keeper.keep(known.partition, known.key.text(), null);
      }
    }
  }

  /** Lets go of partitions that another instance takes over. */
  public void release(Predicate<Integer> partitions) {
    starts.keySet().removeIf(partitions);
    List<Watched> gone =
        watched.values().stream().filter(one -> partitions.test(one.partition)).toList();
    for (Watched one : gone) {
      watched.remove(one.key);
      dispatchers.forEach(dispatcher -> dispatcher.drop(one));
    }
  }

  /** Looks at what time itself changes. */
  public void tick(Instant now) {
    dispatchers.forEach(dispatcher -> dispatcher.tick(now));
  }

  /** What is to be sent now; each is to be answered with {@link #done}. */
  public List<Delivery> next(Instant now) {
    return dispatchers.stream().map(one -> one.next(now)).flatMap(Optional::stream).toList();
  }

  /** Takes in what became of a delivery. */
  public void done(Delivery delivery, List<Outcome> outcomes, Instant now) {
    dispatchers.get(delivery.place()).done(delivery, outcomes, now);
  }

  /** The silences that hold from now on, in place of all others. */
  public void silence(Collection<Silence> all, Instant now) {
    silences = List.copyOf(all);
    for (Watched one : List.copyOf(watched.values())) {
      dispatchers.forEach(dispatcher -> dispatcher.judgeSilenced(one, now));
    }
  }

  /** Tries anew what was given up. */
  public void retryParked(Instant now) {
    for (Watched one : List.copyOf(watched.values())) {
      dispatchers.forEach(dispatcher -> dispatcher.retryParked(one, now));
    }
  }

  /** Whether nothing waits for a sink; what waits for its time does not count. */
  public boolean isIdle() {
    return dispatchers.stream().allMatch(Dispatcher::isIdle);
  }

  /** How a subject is by now; null if there is nothing to be told of it any more. */
  @Nullable Subject read(Watched one) {
    return one == lastRead ? lastSubject : subjects.apply(one.key);
  }

  List<Silence> silences() {
    return silences;
  }

  /** Since when a sink is told; what failed before is its backlog. */
  Instant toldSince(int partition, String sink) {
    return starts.getOrDefault(partition, Map.of()).getOrDefault(sink, Instant.EPOCH);
  }

  /** Whether it is still watched here. */
  boolean isCurrent(Watched one) {
    return watched.get(one.key) == one;
  }

  /** Keeps what was told, and no more of the rest than is needed. */
  void settle(Watched one, boolean isOpen) {
    if (one.hasHistory()) {
      if (one.changed) {
        keeper.keep(one.partition, one.key.text(), one.state(sinks));
        one.kept = true;
        one.changed = false;
      }
    } else {
      if (one.kept) {
        keeper.keep(one.partition, one.key.text(), null);
        one.kept = false;
      }
      if (!isOpen && one.isSettled()) {
        watched.remove(one.key);
      }
    }
  }
}
