package io.pulltriage.schemas.setup;

import io.pulltriage.schemas.setup.Difference.Part;
import io.pulltriage.schemas.setup.Difference.Remedy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The topics of an installation, in Kafka. Thread-safe. */
final class TopicSetup implements AutoCloseable {

  private static final Duration SEEN_WITHIN = Duration.ofSeconds(30);
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  private final TopicWish wish;
  private final String address;
  private final Admin admin;

  /** Connects with settings of Kafka's clients under their own names. */
  TopicSetup(TopicWish wish, Map<String, ?> clients) throws SetupException {
    this.wish = wish;
    this.address = "Kafka at " + clients.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
    try {
      this.admin = Admin.create(new HashMap<>(clients));
    } catch (KafkaException e) {
      throw failed("cannot be used", e);
    }
  }

  /** Compares the topics that are there with the wish. */
  TopicPlan look() throws SetupException, InterruptedException {
    Map<String, TopicDescription> topics = describe();
    Map<ConfigResource, KafkaFuture<Config>> configs =
        admin.describeConfigs(topics.keySet().stream().map(TopicSetup::resource).toList()).values();
    Map<String, FoundTopic> found = new TreeMap<>();
    for (Map.Entry<ConfigResource, KafkaFuture<Config>> config : configs.entrySet()) {
      String name = config.getKey().name();
      TopicDescription topic = topics.get(name);
      if (topic != null) {
        found.put(name, found(topic, settings(name, config.getValue())));
      }
    }
    return new TopicPlan(wish, found);
  }

  private Config settings(String topic, KafkaFuture<Config> config)
      throws SetupException, InterruptedException {
    try {
      return config.get();
    } catch (ExecutionException e) {
      throw failed("cannot be asked about the settings of topic " + topic, e);
    }
  }

  /** Makes and changes what can be, and returns when whoever looks finds it so. */
  void apply(int partitions, Collection<Difference> differences)
      throws SetupException, InterruptedException {
    Map<String, NewTopic> specs =
        wish.specs().stream().collect(Collectors.toMap(NewTopic::name, spec -> spec));
    List<NewTopic> missing = new ArrayList<>();
    Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
    for (Difference difference : differences) {
      NewTopic spec = specs.get(difference.name());
      if (difference.part() != Part.TOPIC || spec == null) {
        continue;
      }
      if (difference.remedy() == Remedy.CREATE) {
        missing.add(wish.toCreate(spec, partitions));
      } else if (difference.remedy() == Remedy.ALTER) {
        changes
            .computeIfAbsent(resource(spec.name()), unused -> new ArrayList<>())
            .add(change(difference.aspect(), spec));
      }
    }
    create(missing);
    alter(changes);
    awaitGone(
        differences.stream()
            .filter(difference -> difference.part() == Part.TOPIC)
            .filter(difference -> difference.remedy() != Remedy.NONE)
            .toList());
  }

  /** Brokers learn a little later what the controller has done, and answer meanwhile as before. */
  private void awaitGone(List<Difference> differences) throws SetupException, InterruptedException {
    long end = System.nanoTime() + SEEN_WITHIN.toNanos();
    while (look().differences().stream().anyMatch(differences::contains)) {
      if (System.nanoTime() > end) {
        throw new SetupException(
            "%s has taken changes of topics, and does not show them".formatted(address));
      }
      TimeUnit.NANOSECONDS.sleep(LOOK_EVERY.toNanos());
    }
  }

  private void create(List<NewTopic> missing) throws SetupException, InterruptedException {
    for (Map.Entry<String, KafkaFuture<Void>> created :
        admin.createTopics(missing).values().entrySet()) {
      try {
        created.getValue().get();
      } catch (ExecutionException e) {
        // Another instance may have been quicker.
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw failed("does not create topic " + created.getKey(), e);
        }
      }
    }
  }

  private void alter(Map<ConfigResource, Collection<AlterConfigOp>> changes)
      throws SetupException, InterruptedException {
    try {
      admin.incrementalAlterConfigs(changes).all().get();
    } catch (ExecutionException e) {
      throw failed("does not change settings of topics", e);
    }
  }

  private Map<String, TopicDescription> describe() throws SetupException, InterruptedException {
    Map<String, TopicDescription> topics = new TreeMap<>();
    List<String> names = wish.specs().stream().map(NewTopic::name).toList();
    for (Map.Entry<String, KafkaFuture<TopicDescription>> topic :
        admin.describeTopics(names).topicNameValues().entrySet()) {
      try {
        topics.put(topic.getKey(), topic.getValue().get());
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw failed("cannot be asked about topic " + topic.getKey(), e);
        }
      }
    }
    return topics;
  }

  private static FoundTopic found(TopicDescription topic, Config config) {
    int replication =
        topic.partitions().stream()
            .mapToInt(partition -> partition.replicas().size())
            .min()
            .orElse(0);
    Map<String, String> settings = new HashMap<>();
    for (ConfigEntry entry : config.entries()) {
      if (entry.value() != null) {
        settings.put(entry.name(), entry.value());
      }
    }
    return new FoundTopic(topic.partitions().size(), replication, settings);
  }

  private static AlterConfigOp change(String name, NewTopic spec) {
    return new AlterConfigOp(
        new ConfigEntry(name, spec.configs().get(name)), AlterConfigOp.OpType.SET);
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }

  private SetupException failed(String what, Exception error) {
    Throwable cause = error.getCause() == null ? error : error.getCause();
    String hint =
        cause instanceof AuthorizationException
            ? "; docs/security-kafka.md has the rights that are needed"
            : "";
    String failure = cause instanceof TimeoutException ? "does not answer" : what;
    return new SetupException(
        "%s %s: %s%s".formatted(address, failure, Causes.told(cause), hint), cause);
  }

  @Override
  public void close() {
    admin.close();
  }
}
