package io.pulltriage.testkit;

import io.pulltriage.kafka.EmbeddedKafka;
import io.pulltriage.kafka.EmbeddedKafkaOptions;

/** A broker that a test has for itself. Thread-safe. */
interface TestBroker extends AutoCloseable {

  /** The address for clients. */
  String bootstrapServers();

  /** Ends the broker. */
  @Override
  void close();

  /** Starts one in this process, whatever else there is. */
  static TestBroker embedded(EmbeddedKafkaOptions options) {
    EmbeddedKafka kafka = EmbeddedKafka.start(options);
    return new TestBroker() {
      @Override
      public String bootstrapServers() {
        return kafka.bootstrapServers();
      }

      @Override
      public void close() {
        kafka.close();
      }
    };
  }
}
