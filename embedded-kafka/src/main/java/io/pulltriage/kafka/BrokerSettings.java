package io.pulltriage.kafka;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The settings of a broker that is its own controller, has no peers and shares its process. */
final class BrokerSettings {

  static final int NODE_ID = 1;
  static final String HOST = "127.0.0.1";
  static final String BROKER_LISTENER = "BROKER";
  static final String CONTROLLER_LISTENER = "CONTROLLER";

  private static final String ONE = "1";

  private BrokerSettings() {}

  static Map<String, String> of(
      DataDirectory directory, int controllerPort, EmbeddedKafkaOptions options) {
    Map<String, String> settings = new HashMap<>();
    settings.putAll(identity(directory.path(), controllerPort, options.port()));
    settings.putAll(oneOfEach());
    settings.putAll(smallFootprint());
    settings.putAll(patience());
    settings.put("broker.session.timeout.ms", sessionTimeout(directory));
    if (options.anyTime()) {
      settings.put("log.message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE));
    }
    options.security().map(BrokerSecurity::brokerSettings).ifPresent(settings::putAll);
    return settings;
  }

  private static Map<String, String> identity(Path directory, int controllerPort, int port) {
    return Map.of(
        "process.roles", "broker,controller",
        "node.id", Integer.toString(NODE_ID),
        "listeners",
            "%s://%s:%d,%s://%s:0"
                .formatted(BROKER_LISTENER, HOST, port, CONTROLLER_LISTENER, HOST),
        "listener.security.protocol.map",
            "%s:PLAINTEXT,%s:PLAINTEXT".formatted(BROKER_LISTENER, CONTROLLER_LISTENER),
        "inter.broker.listener.name", BROKER_LISTENER,
        "controller.listener.names", CONTROLLER_LISTENER,
        "controller.quorum.voters", "%d@%s:%d".formatted(NODE_ID, HOST, controllerPort),
        "log.dirs", directory.toString(),
        // A topic that someone forgot to create should be noticed.
        "auto.create.topics.enable", "false");
  }

  private static Map<String, String> oneOfEach() {
    Map<String, String> settings = new HashMap<>();
    for (String topic :
        new String[] {"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
      settings.put(topic + ".replication.factor", ONE);
      settings.put(topic + ".num.partitions", ONE);
    }
    settings.put("transaction.state.log.min.isr", ONE);
    settings.put("share.coordinator.state.topic.min.isr", ONE);
    settings.put("default.replication.factor", ONE);
    settings.put("min.insync.replicas", ONE);
    return settings;
  }

  private static Map<String, String> smallFootprint() {
    return Map.ofEntries(
        Map.entry("num.network.threads", "2"),
        Map.entry("num.io.threads", "4"),
        Map.entry("background.threads", "2"),
        Map.entry("num.recovery.threads.per.data.dir", ONE),
        Map.entry("group.coordinator.threads", ONE),
        Map.entry("share.coordinator.threads", ONE),
        Map.entry("log.cleaner.threads", ONE),
        Map.entry("log.cleaner.dedupe.buffer.size", Integer.toString(4 << 20)),
        // Each segment maps two index files; the default of 10 MiB each is for far larger segments.
        Map.entry("log.segment.bytes", Integer.toString(128 << 20)),
        Map.entry("log.index.size.max.bytes", Integer.toString(1 << 20)),
        // Nobody reads this broker's metrics, and a second broker's would collide with them in JMX.
        Map.entry("metric.reporters", ""));
  }

  private static Map<String, String> patience() {
    return Map.of(
        // Nobody else is going to join.
        "group.initial.rebalance.delay.ms", "0",
        // There is nobody to batch with.
        "controller.quorum.append.linger.ms", "0",
        // An idle laptop should be idle.
        "metadata.max.idle.interval.ms", "10000",
        "server.max.startup.time.ms", "120000");
  }

  /**
   * A busy machine should not lead the controller to give up its only broker. But with kept data, a
   * broker that was killed is taken to be alive for so long, and its successor has to wait.
   */
  private static String sessionTimeout(DataDirectory directory) {
    return directory.temporary() ? "120000" : "10000";
  }
}
