package io.pulltriage.streams.config;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * How soon a consumer group notices that a member is lost: its partitions stand that long. Kafka's
 * default of 45 s is for members whose state is costly to move; ours has a standby. What is set
 * under {@code kafka} wins.
 */
public final class GroupTimeouts {

  /** Consumer properties. Brokers take no session timeout below 6 s unless told so. */
  public static final Map<String, Object> DEFAULTS =
      Map.of(
          ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
          8_000,
          ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
          1_000);

  private GroupTimeouts() {}
}
