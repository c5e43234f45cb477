package io.pulltriage.standalone.registry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * A consumer as anybody sets it who knows nothing of us but the names of topics: Confluent's
 * deserializer gives generic records, by the schemas that it asks the registry for. Thread-safe.
 */
record StockConsumer(String kafka, String registry) {

  private static final String DESERIALIZERS = "org.apache.kafka.common.serialization.";
  private static final Duration POLL = Duration.ofMillis(200);

  /** All committed records that a topic has now, but for tombstones. */
  List<ConsumerRecord<String, GenericRecord>> read(String topic) {
    List<ConsumerRecord<String, GenericRecord>> records =
        read(topic, "io.confluent.kafka.serializers.KafkaAvroDeserializer");
    return records.stream().filter(record -> record.value() != null).toList();
  }

  /** The same as bytes, for what has no schema. */
  List<ConsumerRecord<String, byte[]>> readBytes(String topic) {
    return read(topic, DESERIALIZERS + "ByteArrayDeserializer");
  }

  private <V> List<ConsumerRecord<String, V>> read(String topic, String values) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", kafka,
            "isolation.level", "read_committed",
            "key.deserializer", DESERIALIZERS + "StringDeserializer",
            "value.deserializer", values,
            "schema.registry.url", registry);
    List<ConsumerRecord<String, V>> records = new ArrayList<>();
    try (KafkaConsumer<String, V> consumer = new KafkaConsumer<>(settings)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (!ends.entrySet().stream()
          .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
        consumer.poll(POLL).forEach(records::add);
      }
    }
    return records;
  }
}
