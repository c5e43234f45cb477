package io.pulltriage.producer.capture;

import io.pulltriage.producer.wire.Fact;
import io.pulltriage.producer.wire.StreamKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that was recorded of one cluster, in the order in which it came about: the streams are merged
 * by resource version, for a cluster has one etcd and that one order. Time never goes back: what
 * was so before the recording began has the time at which it began, and a fact that seems to be
 * older than one before it has the time of that.
 */
final class ClusterRecording {

  /**
   * How much later than the others a stream may seem that comes first by its versions. Some
   * clusters keep events in an etcd of their own, whose versions say nothing about those of pods.
   */
  private static final Duration LONGEST_LEAD = Duration.ofMinutes(1);

  private final String cluster;
  private final List<WatchStream> streams;
  private final Set<StreamKind> lost = EnumSet.noneOf(StreamKind.class);
  private Instant time;
  private long initialLeft;
  private @Nullable WatchStream next;

  /** Of the recordings, the one that begins first tells how things stood at the beginning. */
  ClusterRecording(String cluster, List<List<WatchStream>> recordings) {
    this.cluster = cluster;
    this.streams = recordings.stream().flatMap(List::stream).toList();
    List<WatchStream> first =
        recordings.stream().min(Comparator.comparing(ClusterRecording::begin)).orElse(List.of());
    streams.stream().filter(stream -> !first.contains(stream)).forEach(WatchStream::followOn);
    initialLeft = initial(first).count();
    time = base(first).orElse(Instant.EPOCH);
    findNext();
  }

  /** When it begins: as of when its lists are, or else its first fact. */
  private static Instant begin(List<WatchStream> recording) {
    return base(recording)
        .or(
            () ->
                recording.stream()
                    .flatMap(stream -> stream.firstRun().stream())
                    .flatMap(fact -> Stream.ofNullable(fact.time()))
                    .min(Comparator.naturalOrder()))
        .orElse(Instant.MAX);
  }

  private static Optional<Instant> base(List<WatchStream> recording) {
    return initial(recording)
        .flatMap(fact -> Stream.ofNullable(fact.time()))
        .max(Comparator.naturalOrder());
  }

  private static Stream<StreamFact> initial(List<WatchStream> recording) {
    return recording.stream()
        .flatMap(stream -> stream.firstRun().stream())
        .filter(StreamFact::initial);
  }

  /**
   * A fact, where it stands.
   *
   * @param stream which stream told it
   * @param time when it counts as having come about
   * @param fact the fact
   */
  record TimedFact(StreamKind stream, Instant time, Fact fact) {}

  String cluster() {
    return cluster;
  }

  /** Time of the next fact, or null at the end. */
  @Nullable Instant nextTime() {
    StreamFact fact = next == null ? null : next.peek();
    if (fact == null) {
      return null;
    }
    return timeOf(fact);
  }

  /** Takes the next fact. */
  TimedFact take() {
    WatchStream stream = Objects.requireNonNull(next);
    time = Objects.requireNonNull(nextTime());
    StreamFact fact = stream.take();
    initialLeft -= fact.initial() ? 1 : 0;
    findNext();
    return new TimedFact(stream.kind(), time, fact.fact());
  }

  /** Whether all has been taken that was so before the recording began. */
  boolean isSynced() {
    return initialLeft == 0;
  }

  /** Notes that a stream's watch was lost. */
  void lose(StreamKind stream) {
    lost.add(stream);
  }

  /** Notes that a stream tells something; whether all streams do now and one did not. */
  boolean regain(StreamKind stream) {
    return lost.remove(stream) && lost.isEmpty();
  }

  long repeated() {
    return streams.stream().mapToLong(WatchStream::repeated).sum();
  }

  long bytesRead() {
    return streams.stream().mapToLong(WatchStream::bytesRead).sum();
  }

  void close() {
    streams.forEach(WatchStream::close);
  }

  private void findNext() {
    next = null;
    for (WatchStream stream : streams) {
      StreamFact fact = stream.peek();
      StreamFact chosen = next == null ? null : next.peek();
      if (fact != null && (chosen == null || comesBefore(fact, chosen))) {
        next = stream;
      }
    }
  }

  private boolean comesBefore(StreamFact fact, StreamFact chosen) {
    Instant own = toldTime(fact);
    Instant other = toldTime(chosen);
    if (own.isAfter(other.plus(LONGEST_LEAD))) {
      return false;
    }
    return other.isAfter(own.plus(LONGEST_LEAD)) || fact.version() < chosen.version();
  }

  /** Its own time, even if that lies before what has been taken. */
  private Instant toldTime(StreamFact fact) {
    Instant own = fact.time();
    return own == null || fact.initial() ? timeOf(fact) : own;
  }

  private Instant timeOf(StreamFact fact) {
    Instant own = fact.time();
    return own == null || own.isBefore(time) ? time : own;
  }
}
