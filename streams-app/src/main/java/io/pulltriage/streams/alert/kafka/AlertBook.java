package io.pulltriage.streams.alert.kafka;

import io.pulltriage.schemas.AlertDelivery;
import io.pulltriage.schemas.AlertKind;
import io.pulltriage.schemas.AlertState;
import io.pulltriage.streams.alert.decide.Silence;
import io.pulltriage.streams.alert.engine.AlertMeters;
import io.pulltriage.streams.alert.kafka.AlertOverview.SinkStanding;
import io.pulltriage.streams.alert.sink.AlertSink;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/**
 * Reads what all instances keep in Kafka: what was told, given up and silenced. It goes on from
 * where it was asked last, and keeps of an incident only what a sink has open or parked.
 * Thread-safe; one question at a time.
 */
final class AlertBook implements AutoCloseable {

  private final List<AlertSink> sinks;
  private final Serde<AlertState> serde;
  private final TopicTail tail;
  private final SilenceTopic silences;
  private final Map<String, Kept> kept = new HashMap<>();

  /** What matters of a state. */
  private record Kept(AlertKind kind, String id, List<Told> told) {}

  /** What matters of a delivery. */
  private record Told(String sink, boolean open, Instant at, @Nullable String parked) {

    static boolean matters(AlertDelivery delivery) {
      return delivery.getOpen() || delivery.getParked().isPresent();
    }

    static Told of(AlertDelivery delivery) {
      return new Told(
          delivery.getSink(),
          delivery.getOpen(),
          delivery.getAt(),
          delivery.getParked().orElse(null));
    }
  }

  AlertBook(
      AlertKafka kafka, List<AlertSink> sinks, Collection<Silence> configured, AlertMeters meters) {
    this.sinks = List.copyOf(sinks);
    this.serde = kafka.serdes().alertState();
    this.tail =
        new TopicTail(
            kafka.topics().alerts(),
            kafka.clients().reader(),
            new ReadableValues<>(
                serde.deserializer(), AlertMeters.Unreadable.STATE, meters, this::take));
    this.silences = new SilenceTopic(kafka, configured, meters);
  }

  /**
   * How things stand now.
   *
   * @throws TimeoutException if Kafka does not give all of it in time
   */
  synchronized AlertOverview read(Duration within) throws TimeoutException {
    if (!tail.takeAll(within)) {
      throw new TimeoutException("what was told cannot be read to its end in time");
    }
    return new AlertOverview(
        sinks.stream().map(this::standing).toList(),
        parked().toList(),
        List.copyOf(silences.readAll()));
  }

  private void take(String key, @Nullable AlertState state) {
    List<Told> told =
        state == null
            ? List.of()
            : state.getDeliveries().stream().filter(Told::matters).map(Told::of).toList();
    if (state == null || state.getKind() == AlertKind.START || told.isEmpty()) {
      kept.remove(key);
    } else {
      kept.put(key, new Kept(state.getKind(), state.getId(), told));
    }
  }

  private SinkStanding standing(AlertSink sink) {
    List<Told> told =
        kept.values().stream()
            .flatMap(one -> one.told.stream())
            .filter(one -> one.sink.equals(sink.name()))
            .toList();
    Optional<Instant> last = told.stream().map(Told::at).max(Instant::compareTo);
    return new SinkStanding(
        sink.name(),
        sink.type(),
        told.stream().filter(Told::open).count(),
        told.stream().filter(one -> one.parked != null).count(),
        last);
  }

  private Stream<Parked> parked() {
    return kept.values().stream()
        .flatMap(
            one ->
                one.told.stream()
                    .filter(told -> told.parked != null)
                    .map(told -> new Parked(told.sink, one.kind, one.id, told.parked)))
        .sorted(
            Comparator.comparing(Parked::sink)
                .thenComparing(Parked::kind)
                .thenComparing(Parked::id));
  }

  @Override
  public synchronized void close() {
    tail.close();
    silences.close();
    serde.close();
  }
}
