package io.pulltriage.streams.alert.kafka;

import io.pulltriage.schemas.AlertKind;
import io.pulltriage.schemas.Topics;
import io.pulltriage.streams.alert.engine.AlertDesk;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions that this instance tells of. One that it takes over it reads from its beginning,
 * and decides nothing before it knows how things stand now. For one thread.
 */
final class OwnedPartitions implements ConsumerRebalanceListener {

  private static final Logger LOG = LoggerFactory.getLogger(OwnedPartitions.class);

  private final Topics topics;
  private final Consumer<String, byte[]> consumer;
  private final KeptStates states;
  private final AlertDesk desk;
  private final Clock clock;
  private final Runnable finishDeliveries;
  private final Map<TopicPartition, CatchingUp> catchingUp = new HashMap<>();

  /**
   * No partitions yet.
   *
   * @param finishDeliveries returns when nothing is under way, or when that has taken too long
   */
  OwnedPartitions(
      Topics topics,
      Consumer<String, byte[]> consumer,
      KeptStates states,
      AlertDesk desk,
      Clock clock,
      Runnable finishDeliveries) {
    this.topics = topics;
    this.consumer = consumer;
    this.states = states;
    this.desk = desk;
    this.clock = clock;
    this.finishDeliveries = finishDeliveries;
  }

  /** The topics whose partitions these are. */
  List<String> topics() {
    return List.of(topics.incidents(), topics.outbreaks());
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    consumer.seekToBeginning(partitions);
    consumer
        .endOffsets(partitions)
        .forEach((partition, end) -> catchingUp.put(partition, new CatchingUp(end)));
  }

  /** The next owner begins when this returns: by then all that was told is kept. */
  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    finishDeliveries.run();
    states.flush();
    onPartitionsLost(partitions);
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    for (TopicPartition partition : partitions) {
      catchingUp.remove(partition);
      desk.release(kind(partition), partition.partition());
    }
  }

  void take(ConsumerRecord<String, byte[]> entry) {
    TopicPartition partition = new TopicPartition(entry.topic(), entry.partition());
    CatchingUp behind = catchingUp.get(partition);
    if (behind != null) {
      behind.take(entry.key(), entry.value());
      return;
    }
    desk.changed(
        kind(partition), partition.partition(), entry.key(), entry.value(), clock.instant());
  }

  /** Hands over what has been read to its end. */
  void adoptCaughtUp() {
    for (TopicPartition partition : List.copyOf(catchingUp.keySet())) {
      CatchingUp behind = catchingUp.get(partition);
      if (behind != null && behind.isDoneAt(consumer.position(partition))) {
        catchingUp.remove(partition);
        AlertKind kind = kind(partition);
        desk.adopt(
            kind,
            partition.partition(),
            states.read(kind, partition.partition()),
            behind.latest(),
            clock.instant());
        LOG.debug("telling of partition={} records={}", partition, behind.latest().size());
      }
    }
  }

  /** Whether all that stands in the topics has been taken in. */
  boolean isCaughtUp() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    return !ends.isEmpty()
        && catchingUp.isEmpty()
        && ends.entrySet().stream()
            .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private AlertKind kind(TopicPartition partition) {
    return partition.topic().equals(topics.outbreaks()) ? AlertKind.OUTBREAK : AlertKind.INCIDENT;
  }
}
