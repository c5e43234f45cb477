package io.pulltriage.kafka;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Creates topics on a broker whose clients need not prove who they are. */
public final class TopicCreation {

  private TopicCreation() {}

  /**
   * Creates the topics that do not exist yet and returns when the broker tells of all. Those that
   * exist stay as they are.
   *
   * @throws EmbeddedKafkaException if a topic cannot be created
   */
  public static void create(String bootstrapServers, Collection<NewTopic> topics) {
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
      admin.createTopics(topics).values().forEach(TopicCreation::awaitCreation);
      awaitKnown(admin, topics.stream().map(NewTopic::name).toList());
    }
  }

  /** The controller has made them; the broker learns of it a little later. */
  private static void awaitKnown(Admin admin, List<String> topics) {
    boolean known = false;
    while (!known) {
      try {
        admin.describeTopics(topics).allTopicNames().get();
        known = true;
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw new EmbeddedKafkaException("cannot ask about topics: " + e.getCause(), e);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new EmbeddedKafkaException("interrupted while creating topics " + topics, e);
      }
    }
  }

  private static void awaitCreation(String topic, KafkaFuture<Void> created) {
    try {
      created.get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new EmbeddedKafkaException("cannot create topic " + topic + ": " + e.getCause(), e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddedKafkaException("interrupted while creating topic " + topic, e);
    }
  }
}
