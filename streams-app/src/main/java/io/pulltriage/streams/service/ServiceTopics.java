package io.pulltriage.streams.service;

import io.pulltriage.schemas.TopicSpecs;
import io.pulltriage.schemas.Topics;
import io.pulltriage.settings.ConfigException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Looks whether the topics are there and fit, and creates them where that is wanted. */
final class ServiceTopics {

  private ServiceTopics() {}

  /**
   * How many partitions the topics have.
   *
   * @param create with how many partitions to create what is missing; null to create nothing
   * @throws ConfigException if topics are missing or do not fit together
   * @throws KafkaException if Kafka cannot be asked
   */
  static int partitions(Topics topics, Map<String, ?> clients, @Nullable Integer create)
      throws InterruptedException {
    try (Admin admin = Admin.create(new HashMap<>(clients))) {
      Map<String, Integer> found = found(admin, topics);
      List<String> missing =
          names(topics).stream().filter(name -> !found.containsKey(name)).toList();
      if (!missing.isEmpty() && create != null) {
        create(admin, topics, missing, create);
        missing.forEach(name -> found.put(name, create));
      } else if (!missing.isEmpty()) {
        throw new ConfigException(
            List.of(
                "topics are missing: "
                    + String.join(", ", missing)
                    + "; --create-topics PARTITIONS makes them, or topicPrefix is another"));
      }
      return agreed(topics, found);
    } catch (ExecutionException e) {
      throw new KafkaException("kafka.bootstrap.servers: cannot ask Kafka: " + e.getMessage(), e);
    }
  }

  private static int agreed(Topics topics, Map<String, Integer> found) {
    int pods = found.getOrDefault(topics.pods(), 0);
    int events = found.getOrDefault(topics.podEvents(), 0);
    if (pods != events) {
      throw new ConfigException(
          List.of(
              "%s has %d partitions and %s has %d; they must have the same number"
                  .formatted(topics.pods(), pods, topics.podEvents(), events)));
    }
    return pods;
  }

  private static List<String> names(Topics topics) {
    return new TopicSpecs(topics, 1, 1).all().stream().map(NewTopic::name).toList();
  }

  private static Map<String, Integer> found(Admin admin, Topics topics)
      throws InterruptedException, ExecutionException {
    Map<String, Integer> found = new HashMap<>();
    for (Map.Entry<String, KafkaFuture<TopicDescription>> topic :
        admin.describeTopics(names(topics)).topicNameValues().entrySet()) {
      try {
        found.put(topic.getKey(), topic.getValue().get().partitions().size());
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw e;
        }
      }
    }
    return found;
  }

  private static void create(Admin admin, Topics topics, List<String> missing, int partitions)
      throws InterruptedException, ExecutionException {
    List<NewTopic> wanted = new ArrayList<>();
    for (NewTopic topic : new TopicSpecs(topics, partitions, 1).all()) {
      if (missing.contains(topic.name())) {
        wanted.add(withReplicationOfBrokers(topic, partitions));
      }
    }
    for (KafkaFuture<Void> created : admin.createTopics(wanted).values().values()) {
      try {
        created.get();
      } catch (ExecutionException e) {
        // Another instance may have been quicker.
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
      }
    }
  }

  /** As many copies as the brokers make by default: who runs them knows how many there are. */
  private static NewTopic withReplicationOfBrokers(NewTopic topic, int partitions) {
    return new NewTopic(topic.name(), Optional.of(partitions), Optional.empty())
        .configs(topic.configs());
  }
}
