package io.pulltriage.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pulltriage.testkit.TestBrokers.Wanted;
import java.net.ConnectException;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/** What is different about a broker in a container; all else is the tests' of the fixture. */
class KafkaContainersIT {

  @Test
  void shouldBeSetAsTheBrokerInTheProcessAndEnd() throws Exception {
    String address;
    try (TestBroker broker = start()) {
      // When
      address = broker.bootstrapServers();
      Config config = config(address);

      // Then
      assertThat(config.get("auto.create.topics.enable").value()).isEqualTo("false");
      assertThat(config.get("log.message.timestamp.after.max.ms").isDefault()).isTrue();
      assertThat(config.get("message.max.bytes").isDefault()).isTrue();
      assertThat(config.get("transaction.state.log.num.partitions").value()).isEqualTo("1");
    }
    int colon = address.lastIndexOf(':');
    String host = address.substring(0, colon);
    int port = Integer.parseInt(address.substring(colon + 1));
    assertThatThrownBy(() -> new Socket(host, port).close()).isInstanceOf(ConnectException.class);
  }

  private static TestBroker start() {
    Wanted wanted = Wanted.ofProcess();
    assumeTrue(wanted != Wanted.EMBEDDED, "pulltriage.kafka is embedded");
    if (wanted == Wanted.DOCKER) {
      return new KafkaContainers().start();
    }
    assumeTrue(
        KafkaContainers.isThereAnEngine(),
        "there is no Docker engine: the tests' brokers run in their own process");
    try {
      return new KafkaContainers().start();
    } catch (RuntimeException e) {
      throw new TestAbortedException(
          "Docker cannot start Kafka, so the tests' brokers run in their process: " + e, e);
    }
  }

  private static Config config(String address) throws Exception {
    ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, "1");
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
      return admin.describeConfigs(List.of(broker)).all().get().values().iterator().next();
    }
  }
}
