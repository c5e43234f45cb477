package io.pulltriage.streams.upgrade;

import io.pulltriage.streams.upgrade.KeptState.Entry;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The changelogs of an application on a broker: its state, as far as Kafka knows it. */
final class Changelogs {

  private static final String END = "-changelog";

  private final Map<String, Object> clients;
  private final String applicationId;

  Changelogs(Map<String, Object> clients, String applicationId) {
    this.clients = clients;
    this.applicationId = applicationId;
  }

  /** All records, each partition's in order. */
  List<Entry> read() throws ExecutionException, InterruptedException {
    List<Entry> entries = new ArrayList<>();
    Map<String, Object> settings = new HashMap<>(clients);
    settings.put("isolation.level", "read_committed");
    try (Admin admin = Admin.create(clients);
        KafkaConsumer<byte[], byte[]> consumer =
            new KafkaConsumer<>(
                settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = partitions(admin);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (!ends.entrySet().stream()
          .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(
                record ->
                    entries.add(
                        new Entry(
                            record.topic().substring(applicationId.length()),
                            record.partition(),
                            record.timestamp(),
                            ByteBuffer.wrap(record.key()),
                            ByteBuffer.wrap(
                                record.value() == null ? new byte[0] : record.value()))));
      }
    }
    return entries;
  }

  /** Makes them, as if this application had kept this state. */
  void write(List<Entry> entries, int partitions) throws ExecutionException, InterruptedException {
    Set<String> topics =
        entries.stream().map(Entry::changelog).collect(Collectors.toCollection(TreeSet::new));
    try (Admin admin = Admin.create(clients);
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(clients, new ByteArraySerializer(), new ByteArraySerializer())) {
      admin
          .createTopics(
              topics.stream()
                  .map(
                      topic ->
                          new NewTopic(applicationId + topic, partitions, (short) 1)
                              .configs(Map.of("cleanup.policy", "compact")))
                  .toList())
          .all()
          .get();
      for (Entry entry : entries) {
        producer
            .send(
                new ProducerRecord<>(
                    applicationId + entry.changelog(),
                    entry.partition(),
                    entry.time(),
                    entry.key().array(),
                    entry.value().array()))
            .get();
      }
    }
  }

  private List<TopicPartition> partitions(Admin admin)
      throws ExecutionException, InterruptedException {
    List<String> topics =
        admin.listTopics().names().get().stream()
            .filter(name -> name.startsWith(applicationId + '-') && name.endsWith(END))
            .toList();
    return admin.describeTopics(topics).allTopicNames().get().values().stream()
        .flatMap(
            topic ->
                topic.partitions().stream()
                    .map(partition -> new TopicPartition(topic.name(), partition.partition())))
        .toList();
  }
}
