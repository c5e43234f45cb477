package io.pulltriage.standalone.reclassify;

import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.IncidentStatus;
import io.pulltriage.schemas.Records;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** The incidents of an installation, as its topic has them. */
final class IncidentsTopic {

  private final SourceKafka source;

  IncidentsTopic(SourceKafka source) {
    this.source = source;
  }

  /** The latest state of each, up to now. */
  Map<String, Incident> read() throws IOException {
    String topic = source.topics().incidents();
    Map<String, Incident> incidents = new HashMap<>();
    try (Consumer<String, byte[]> consumer = source.consumer();
        Serde<Incident> serde = source.serdes().incident()) {
      List<TopicPartition> partitions = SourceKafka.partitions(consumer, topic);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      MergedRecords records =
          new MergedRecords(consumer, consumer.endOffsets(partitions), List.of(topic));
      Deserializer<Incident> deserializer = serde.deserializer();
      for (var next = records.next(); next != null; next = records.next()) {
        if (next.value() == null) {
          incidents.remove(next.key());
        } else {
          incidents.put(next.key(), deserializer.deserialize(topic, next.value()));
        }
      }
    }
    return incidents;
  }

  /**
   * Writes what differs of incidents that are over, in one transaction. Open ones belong to the
   * running analyzer, which would write them again; and one that it has written in the meantime is
   * left to it as well.
   *
   * @return how many were written
   */
  int apply(List<Difference> differences) throws IOException {
    Map<String, Incident> now = read();
    List<Incident> changed = new ArrayList<>();
    for (Difference difference : differences) {
      Incident after = difference.after();
      Incident before = difference.before();
      if (after != null && isOver(after) && isAsItWas(before, now.get(after.getId()))) {
        changed.add(before == null ? after : revised(after, before));
      }
    }
    if (!changed.isEmpty()) {
      write(changed);
    }
    return changed.size();
  }

  private void write(List<Incident> incidents) {
    Map<String, Object> settings = source.clientSettings();
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "pulltriage-reclassify-" + id());
    try (Serde<Incident> serde = source.serdes().incident();
        Producer<String, Incident> producer =
            new KafkaProducer<>(settings, new StringSerializer(), serde.serializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      for (Incident incident : incidents) {
        var unused =
            producer.send(
                new ProducerRecord<>(source.topics().incidents(), incident.getId(), incident));
      }
      producer.commitTransaction();
    }
  }

  private static String id() {
    return UUID.randomUUID().toString();
  }

  private static boolean isAsItWas(@Nullable Incident before, @Nullable Incident now) {
    return before == null
        ? now == null
        : now != null && isOver(before) && Records.equal(before, now);
  }

  private static boolean isOver(Incident incident) {
    return incident.getStatus() == IncidentStatus.RESOLVED;
  }

  private static Incident revised(Incident after, Incident before) {
    long revision = Math.max(after.getRevision(), before.getRevision() + 1);
    return Incident.newBuilder(after).setRevision(revision).build();
  }
}
