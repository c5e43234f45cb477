package io.pulltriage.schemas;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/**
 * How the public topics are created. All have the same number of partitions: the {@link
 * Topics#facts} must, so that a cluster is in the same partition of each, and with the others alike
 * nobody has to remember which. Immutable.
 *
 * @param topics their names
 * @param partitions of each topic; more of them let more instances share the work, and the number
 *     cannot be changed later without losing the keys' places
 * @param replication copies of each partition; a production cluster has 3
 * @param timeLimits whether records go after a time; without, all stay until deleted or replaced
 */
public record TopicSpecs(Topics topics, int partitions, short replication, boolean timeLimits) {

  /** How long an event is kept, by its record time. */
  public static final Duration EVENT_RETENTION = Duration.ofDays(7);

  /** How long an incident or outbreak is kept that does not change any more, by its record time. */
  public static final Duration INCIDENT_RETENTION = Duration.ofDays(30);

  /** How long a record that could not be processed is kept, by its record time. */
  public static final Duration DEAD_LETTER_RETENTION = Duration.ofDays(14);

  private static final String COMPACT = TopicConfig.CLEANUP_POLICY_COMPACT;
  private static final String DELETE = TopicConfig.CLEANUP_POLICY_DELETE;
  private static final String FOREVER = "-1";

  /**
   * Topics of an installation.
   *
   * @throws IllegalArgumentException if a number is not positive
   */
  public TopicSpecs {
    if (partitions < 1 || replication < 1) {
      throw new IllegalArgumentException(
          "topics need at least one partition and one replica, got %d and %d"
              .formatted(partitions, replication));
    }
  }

  /** Topics whose records go after their time. */
  public TopicSpecs(Topics topics, int partitions, int replication) {
    this(topics, partitions, (short) replication, true);
  }

  /**
   * The same topics without time limits. A replay needs this: Kafka counts from the record's time,
   * so that a recording older than the limit would be deleted while it is being read.
   */
  public TopicSpecs withoutTimeLimits() {
    return new TopicSpecs(topics, partitions, replication, false);
  }

  /** All public topics, ready to be created. */
  public List<NewTopic> all() {
    return List.of(
        podEvents(),
        pods(),
        nodes(),
        images(),
        clusters(),
        incidents(),
        outbreaks(),
        alerts(),
        silences(),
        deadLetters());
  }

  /** {@link Topics#podEvents}: every event on its own. */
  public NewTopic podEvents() {
    return topic(topics.podEvents(), DELETE, EVENT_RETENTION);
  }

  /** {@link Topics#pods}: the latest of each pod. */
  public NewTopic pods() {
    return topic(topics.pods(), COMPACT);
  }

  /** {@link Topics#nodes}: the latest of each node. */
  public NewTopic nodes() {
    return topic(topics.nodes(), COMPACT);
  }

  /** {@link Topics#images}: the latest of each image in each cluster. */
  public NewTopic images() {
    return topic(topics.images(), COMPACT);
  }

  /** {@link Topics#clusters}: the latest of each cluster. */
  public NewTopic clusters() {
    return topic(topics.clusters(), COMPACT);
  }

  /** {@link Topics#incidents}: the latest of each incident, until its time has passed. */
  public NewTopic incidents() {
    return topic(topics.incidents(), COMPACT + "," + DELETE, INCIDENT_RETENTION);
  }

  /** {@link Topics#outbreaks}: the latest of each outbreak, until its time has passed. */
  public NewTopic outbreaks() {
    return topic(topics.outbreaks(), COMPACT + "," + DELETE, INCIDENT_RETENTION);
  }

  /** {@link Topics#alerts}: the latest of each incident and outbreak that a sink was told of. */
  public NewTopic alerts() {
    return topic(topics.alerts(), COMPACT);
  }

  /** {@link Topics#silences}: the latest of each silence. */
  public NewTopic silences() {
    return topic(topics.silences(), COMPACT);
  }

  /** {@link Topics#deadLetters}: every one on its own. */
  public NewTopic deadLetters() {
    return topic(topics.deadLetters(), DELETE, DEAD_LETTER_RETENTION);
  }

  private NewTopic topic(String name, String cleanup) {
    return new NewTopic(name, partitions, replication)
        .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, cleanup));
  }

  private NewTopic topic(String name, String cleanup, Duration retention) {
    NewTopic topic = topic(name, cleanup);
    Map<String, String> configs = new HashMap<>(topic.configs());
    configs.put(
        TopicConfig.RETENTION_MS_CONFIG,
        timeLimits ? Long.toString(retention.toMillis()) : FOREVER);
    return topic.configs(configs);
  }
}
