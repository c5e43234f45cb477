package io.pulltriage.standalone.reclassify;

import io.pulltriage.producer.publish.Publication;
import io.pulltriage.producer.publish.Publication.Kind;
import io.pulltriage.producer.publish.PublicationSink;
import io.pulltriage.schemas.ClusterStatus;
import io.pulltriage.schemas.ImageUsage;
import io.pulltriage.schemas.NodeSnapshot;
import io.pulltriage.schemas.PodEvent;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.Topics;
import io.pulltriage.schemas.serdes.PublicSerdes;
import io.pulltriage.standalone.terminal.Progress;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * What an installation's input topics still have, up to the moment at which this was opened. Not
 * thread-safe.
 */
final class PastFacts implements AutoCloseable {

  private final Topics topics;
  private final Consumer<String, byte[]> consumer;
  private final Map<String, Deserializer<? extends SpecificRecord>> deserializers;
  private final Map<String, Kind> kinds;
  private final Map<TopicPartition, Long> ends;
  private final Map<TopicPartition, Long> starts;
  private final Instant since;
  private long unreadable;

  private PastFacts(SourceKafka source, Consumer<String, byte[]> consumer, Instant asked)
      throws IOException {
    this.topics = source.topics();
    this.consumer = consumer;
    PublicSerdes serdes = source.serdes();
    deserializers =
        Map.of(
            topics.nodes(), serdes.nodeSnapshot().deserializer(),
            topics.images(), serdes.imageUsage().deserializer(),
            topics.pods(), serdes.podSnapshot().deserializer(),
            topics.podEvents(), serdes.podEvent().deserializer(),
            topics.clusters(), serdes.clusterStatus().deserializer());
    kinds =
        Map.of(
            topics.nodes(), Kind.NODE,
            topics.images(), Kind.IMAGE,
            topics.pods(), Kind.POD,
            topics.podEvents(), Kind.POD_EVENT);
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : deserializers.keySet()) {
      partitions.addAll(SourceKafka.partitions(consumer, topic));
    }
    ends = Map.copyOf(consumer.endOffsets(partitions));
    starts = new HashMap<>(consumer.beginningOffsets(partitions));
    since = latest(asked, firstWholeTime());
    starts.putAll(eventsSince(since));
  }

  /**
   * Looks where things stand.
   *
   * @param since from which record time on events are to be read
   */
  static PastFacts open(SourceKafka source, Instant since) throws IOException {
    Consumer<String, byte[]> consumer = source.consumer();
    try {
      return new PastFacts(source, consumer, since);
    } catch (IOException | RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  /** From when on all events are there: as asked, or later if older ones have been deleted. */
  Instant since() {
    return since;
  }

  /** Records that could not be read; the installation has them among its dead letters. */
  long unreadable() {
    return unreadable;
  }

  /** Tells all facts in the order of their times, with the time of each cluster behind them. */
  void tell(PublicationSink sink, RetainedFacts retained, ClusterTimes times, Progress progress) {
    readStatuses(times);
    Map<TopicPartition, Long> facts = new HashMap<>(ends);
    facts.keySet().removeIf(partition -> partition.topic().equals(topics.clusters()));
    long total = facts.keySet().stream().mapToLong(this::length).sum();
    long done = 0;
    MergedRecords records = records(facts);
    for (var next = records.next(); next != null; next = records.next()) {
      SpecificRecord value = value(next);
      if (value != null) {
        times.before(cluster(value), Instant.ofEpochMilli(next.timestamp()));
        retained.add(value);
      }
      if (value != null || next.value() == null) {
        sink.publish(publication(next, value));
      }
      done++;
      progress.show("reading the past", done, total);
    }
    times.finish();
  }

  @Override
  public void close() {
    consumer.close();
    deserializers.values().forEach(Deserializer::close);
  }

  private void readStatuses(ClusterTimes times) {
    Map<TopicPartition, Long> statuses = new HashMap<>(ends);
    statuses.keySet().removeIf(partition -> !partition.topic().equals(topics.clusters()));
    MergedRecords records = records(statuses);
    for (var next = records.next(); next != null; next = records.next()) {
      if (value(next) instanceof ClusterStatus status) {
        times.found(status);
      }
    }
  }

  private MergedRecords records(Map<TopicPartition, Long> partitions) {
    consumer.assign(partitions.keySet());
    partitions.keySet().forEach(partition -> consumer.seek(partition, start(partition)));
    return new MergedRecords(
        consumer,
        partitions,
        List.of(topics.nodes(), topics.images(), topics.pods(), topics.podEvents()));
  }

  private Publication publication(
      ConsumerRecord<String, byte[]> next, @Nullable SpecificRecord value) {
    Kind kind = kinds.get(next.topic());
    if (kind == null) {
      throw new IllegalStateException("no facts come from " + next.topic());
    }
    return new Publication(kind, next.key(), value, Instant.ofEpochMilli(next.timestamp()));
  }

  private @Nullable SpecificRecord value(ConsumerRecord<String, byte[]> next) {
    Deserializer<? extends SpecificRecord> deserializer = deserializers.get(next.topic());
    if (next.value() == null || deserializer == null) {
      return null;
    }
    try {
      return deserializer.deserialize(next.topic(), next.value());
    } catch (SerializationException e) {
      unreadable++;
      return null;
    }
  }

  private static String cluster(SpecificRecord fact) {
    if (fact instanceof PodEvent event) {
      return event.getCluster();
    } else if (fact instanceof PodSnapshot pod) {
      return pod.getCluster();
    } else if (fact instanceof NodeSnapshot node) {
      return node.getCluster();
    } else if (fact instanceof ImageUsage usage) {
      return usage.getCluster();
    }
    throw new IllegalStateException("no cluster tells " + fact.getSchema().getName());
  }

  private long start(TopicPartition partition) {
    return starts.getOrDefault(partition, 0L);
  }

  private long length(TopicPartition partition) {
    return Math.max(0, ends.getOrDefault(partition, 0L) - start(partition));
  }

  /** Of a partition from which events were deleted, the first one left says since when. */
  private Instant firstWholeTime() {
    Map<TopicPartition, Long> cut = new HashMap<>();
    starts.forEach(
        (partition, start) -> {
          if (partition.topic().equals(topics.podEvents()) && start > 0) {
            cut.put(partition, 0L);
          }
        });
    return consumer.offsetsForTimes(cut).values().stream()
        .filter(found -> found != null)
        .map(found -> Instant.ofEpochMilli(found.timestamp()))
        .reduce(Instant.EPOCH, PastFacts::latest);
  }

  private Map<TopicPartition, Long> eventsSince(Instant time) {
    Map<TopicPartition, Long> times = new HashMap<>();
    for (TopicPartition partition : ends.keySet()) {
      if (partition.topic().equals(topics.podEvents())) {
        times.put(partition, time.toEpochMilli());
      }
    }
    Map<TopicPartition, Long> offsets = new HashMap<>();
    for (Map.Entry<TopicPartition, OffsetAndTimestamp> found :
        consumer.offsetsForTimes(times).entrySet()) {
      OffsetAndTimestamp position = found.getValue();
      offsets.put(
          found.getKey(),
          position == null ? ends.getOrDefault(found.getKey(), 0L) : position.offset());
    }
    return offsets;
  }

  private static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
