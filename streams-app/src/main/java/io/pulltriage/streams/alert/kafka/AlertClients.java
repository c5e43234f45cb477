package io.pulltriage.streams.alert.kafka;

import io.pulltriage.streams.config.GroupTimeouts;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Makes Kafka's clients.
 *
 * @param settings under their own names, at least {@code bootstrap.servers}
 * @param group the consumer group whose members share the alerts between them
 */
record AlertClients(Map<String, Object> settings, String group) {

  AlertClients {
    settings = Map.copyOf(settings);
  }

  /** A member of the group. It commits nothing: each owner reads its partitions from the start. */
  Consumer<String, byte[]> member() {
    Map<String, Object> config = new HashMap<>(GroupTimeouts.DEFAULTS);
    config.putAll(reading());
    config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    config.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    return new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
  }

  /** A reader of whatever it is told to read. */
  Consumer<String, byte[]> reader() {
    return new KafkaConsumer<>(reading(), new StringDeserializer(), new ByteArrayDeserializer());
  }

  <V extends SpecificRecord> Producer<String, V> producer(Serializer<V> values) {
    Map<String, Object> config = new HashMap<>(settings);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    return new KafkaProducer<>(config, new StringSerializer(), values);
  }

  private Map<String, Object> reading() {
    Map<String, Object> config = new HashMap<>(settings);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    return config;
  }
}
