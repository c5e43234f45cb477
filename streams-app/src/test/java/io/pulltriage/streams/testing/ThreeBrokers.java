package io.pulltriage.streams.testing;

import io.pulltriage.schemas.TopicSpecs;
import io.pulltriage.schemas.Topics;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.apache.kafka.common.test.TestKitNodes;
import org.apache.kafka.server.common.MetadataVersion;

/** A Kafka of three brokers in this process, whose partitions are each on all of them. */
public final class ThreeBrokers implements AutoCloseable {

  private static final short BROKERS = 3;

  private final KafkaClusterTestKit kit;

  private ThreeBrokers(KafkaClusterTestKit kit) {
    this.kit = kit;
  }

  /** Starts them and returns when they take requests. */
  public static ThreeBrokers start() {
    try {
      TestKitNodes nodes =
          new TestKitNodes.Builder()
              .setBootstrapMetadataVersion(MetadataVersion.LATEST_PRODUCTION)
              .setNumControllerNodes(1)
              .setNumBrokerNodes(BROKERS)
              .build();
      KafkaClusterTestKit.Builder builder = new KafkaClusterTestKit.Builder(nodes);
      settings().forEach(builder::setConfigProp);
      KafkaClusterTestKit kit = builder.build();
      kit.format();
      kit.startup();
      kit.waitForReadyBrokers();
      return new ThreeBrokers(kit);
    } catch (Exception e) {
      throw new IllegalStateException("three brokers did not start", e);
    }
  }

  private static Map<String, Object> settings() {
    return Map.ofEntries(
        Map.entry("auto.create.topics.enable", "false"),
        Map.entry("default.replication.factor", "3"),
        Map.entry("min.insync.replicas", "2"),
        Map.entry("offsets.topic.num.partitions", "2"),
        Map.entry("offsets.topic.replication.factor", "3"),
        Map.entry("transaction.state.log.num.partitions", "2"),
        Map.entry("transaction.state.log.replication.factor", "3"),
        Map.entry("transaction.state.log.min.isr", "2"),
        Map.entry("group.initial.rebalance.delay.ms", "0"),
        // A busy machine should not lead the controller to give brokers up.
        Map.entry("broker.session.timeout.ms", "120000"),
        Map.entry("num.network.threads", "1"),
        Map.entry("num.io.threads", "2"),
        Map.entry("log.cleaner.dedupe.buffer.size", "2097152"),
        Map.entry("log.index.size.max.bytes", "1048576"));
  }

  /** Their addresses. */
  public String bootstrapServers() {
    return kit.bootstrapServers();
  }

  /** Creates the public topics, from which nothing goes by its age. */
  public void createTopics(Topics topics, int partitions) throws Exception {
    try (Admin admin = kit.admin()) {
      admin
          .createTopics(new TopicSpecs(topics, partitions, BROKERS).withoutTimeLimits().all())
          .all()
          .get();
    }
  }

  @Override
  public void close() {
    try {
      kit.close();
    } catch (Exception e) {
      throw new IllegalStateException("three brokers did not stop", e);
    }
  }
}
