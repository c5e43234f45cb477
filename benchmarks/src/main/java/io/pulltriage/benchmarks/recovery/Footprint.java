package io.pulltriage.benchmarks.recovery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** How much stands on disks: in folders of state and in topics. */
public final class Footprint {

  private static final Duration POLL = Duration.ofMillis(200);

  private Footprint() {}

  /** Bytes of all files below a folder. */
  public static long ofFolder(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(Footprint::size).sum();
    }
  }

  /** Bytes of the topics' logs as they are, one copy of each. */
  static long ofTopics(Map<String, Object> clients, Predicate<String> names) throws Exception {
    try (Admin admin = Admin.create(clients)) {
      List<Integer> brokers =
          admin.describeCluster().nodes().get().stream().map(node -> node.id()).toList();
      return admin.describeLogDirs(brokers).allDescriptions().get().values().stream()
          .flatMap(directories -> directories.values().stream())
          .flatMap(directory -> directory.replicaInfos().entrySet().stream())
          .filter(replica -> names.test(replica.getKey().topic()))
          .mapToLong(replica -> replica.getValue().size())
          .sum();
    }
  }

  /** What compaction leaves of the topics: keys and values of the latest records. */
  static Latest latest(Map<String, Object> clients, Predicate<String> names) throws Exception {
    Map<Place, Integer> sizes = new HashMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(clients, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.listTopics().entrySet().stream()
              .filter(topic -> names.test(topic.getKey()))
              .flatMap(topic -> topic.getValue().stream())
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream()
          .anyMatch(at -> consumer.position(at) < ends.getOrDefault(at, 0L))) {
        consumer.poll(POLL).forEach(next -> count(next, sizes));
      }
    }
    return new Latest(sizes.size(), sizes.values().stream().mapToLong(size -> size).sum());
  }

  private static void count(ConsumerRecord<byte[], byte[]> next, Map<Place, Integer> sizes) {
    Place place = new Place(next.topic(), next.partition(), ByteBuffer.wrap(next.key()));
    if (next.value() == null) {
      sizes.remove(place);
    } else {
      sizes.put(place, next.key().length + next.value().length);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** So many records of so many bytes together. */
  record Latest(long records, long bytes) {}

  private record Place(String topic, int partition, ByteBuffer key) {}
}
