package io.pulltriage.standalone.registry;

import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.pulltriage.schemas.serdes.PublicSerdes;
import io.pulltriage.testkit.KafkaFixture;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * A consumer as anybody sets it who knows nothing of us but the names of topics: Confluent's
 * deserializer gives generic records, by the schemas that it asks the registry for. Thread-safe.
 */
record StockConsumer(KafkaFixture kafka, String registry) {

  /** Confluent's deserializer, told of nothing but the registry. */
  static Deserializer<GenericRecord> deserializer(String registry) {
    KafkaAvroDeserializer stock = new KafkaAvroDeserializer();
    stock.configure(Map.of(PublicSerdes.REGISTRY_URL, registry), false);
    return (topic, bytes) -> (GenericRecord) stock.deserialize(topic, bytes);
  }

  /** All committed records that a topic has now, but for tombstones. */
  List<ConsumerRecord<String, GenericRecord>> read(String topic) {
    return kafka.readToEnd(topic, deserializer(registry)).stream()
        .filter(record -> record.value() != null)
        .toList();
  }
}
