package io.pulltriage.schemas.setup;

import static org.apache.kafka.common.acl.AclOperation.ALTER_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DELETE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import io.pulltriage.schemas.Topics;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** The rights that each role needs in Kafka, no more and no fewer. Pure. */
public final class Rights {

  /** Behind the application's id, the name of the group that shares the alerts. */
  private static final String ALERTS_GROUP = "-alerts";

  private static final String COMPARED = "compared with what is wanted before it starts";

  private final Topics topics;
  private final String applicationId;

  /**
   * Rights in an installation.
   *
   * @param applicationId the analyzer's, of which internal topics, groups and transactions are
   *     named
   */
  public Rights(Topics topics, String applicationId) {
    this.topics = topics;
    this.applicationId = applicationId;
  }

  /** What a role needs. */
  public List<Right> of(Role role) {
    return switch (role) {
      case PRODUCER -> producer();
      case ANALYZER -> analyzer();
      case SETUP ->
          List.of(
              new Right(
                  pattern(ResourceType.TOPIC, topics.prefix(), PatternType.PREFIXED),
                  List.of(CREATE, DESCRIBE, DESCRIBE_CONFIGS, ALTER_CONFIGS),
                  "topics are looked at, created, and their settings changed"));
      case DEAD_LETTERS -> deadLetters();
      case READER ->
          List.of(topic(topics.incidents(), "read", READ), topic(topics.outbreaks(), "read", READ));
    };
  }

  private List<Right> producer() {
    List<Right> rights = new ArrayList<>();
    rights.add(topic(topics.podEvents(), "published; " + COMPARED, WRITE, DESCRIBE_CONFIGS));
    for (String topic : states()) {
      rights.add(
          topic(
              topic,
              "published; read back after a restart; " + COMPARED,
              READ,
              WRITE,
              DESCRIBE_CONFIGS));
    }
    return rights;
  }

  private List<Right> analyzer() {
    List<Right> rights = new ArrayList<>();
    rights.add(topic(topics.podEvents(), "analyzed; " + COMPARED, READ, DESCRIBE_CONFIGS));
    for (String topic : states()) {
      rights.add(topic(topic, "analyzed; " + COMPARED, READ, DESCRIBE_CONFIGS));
    }
    for (String topic : List.of(topics.incidents(), topics.outbreaks())) {
      rights.add(
          topic(
              topic,
              "written; read by the read model; " + COMPARED,
              READ,
              WRITE,
              DESCRIBE_CONFIGS));
    }
    for (String topic : List.of(topics.alerts(), topics.silences())) {
      rights.add(
          topic(topic, "what was told, and silences; " + COMPARED, READ, WRITE, DESCRIBE_CONFIGS));
    }
    rights.add(
        topic(
            topics.deadLetters(),
            "what cannot be processed; " + COMPARED,
            WRITE,
            DESCRIBE_CONFIGS));
    rights.addAll(internal());
    return rights;
  }

  private List<Right> internal() {
    String own = applicationId + '-';
    return List.of(
        new Right(
            pattern(ResourceType.TOPIC, own, PatternType.PREFIXED),
            List.of(CREATE, READ, WRITE, DELETE),
            "its own topics: created, used, and cleared of what has been processed"),
        new Right(
            pattern(ResourceType.GROUP, applicationId, PatternType.LITERAL),
            List.of(READ),
            "instances share the work"),
        new Right(
            pattern(ResourceType.GROUP, applicationId + ALERTS_GROUP, PatternType.LITERAL),
            List.of(READ),
            "instances share the alerts"),
        new Right(
            pattern(ResourceType.TRANSACTIONAL_ID, own, PatternType.PREFIXED),
            List.of(WRITE),
            "exactly once"));
  }

  private List<Right> deadLetters() {
    List<Right> rights = new ArrayList<>();
    rights.add(topic(topics.deadLetters(), "listed", READ));
    String sentBack = "looked at for something newer, and sent back to";
    rights.add(topic(topics.podEvents(), sentBack, READ, WRITE));
    for (String topic : states()) {
      rights.add(topic(topic, sentBack, READ, WRITE));
    }
    rights.add(
        new Right(
            pattern(ResourceType.TOPIC, applicationId + '-', PatternType.PREFIXED),
            List.of(READ, WRITE),
            sentBack));
    return rights;
  }

  private List<String> states() {
    return List.of(topics.pods(), topics.nodes(), topics.images(), topics.clusters());
  }

  private static Right topic(String name, String reason, AclOperation... operations) {
    return new Right(
        pattern(ResourceType.TOPIC, name, PatternType.LITERAL), List.of(operations), reason);
  }

  private static ResourcePattern pattern(ResourceType type, String name, PatternType pattern) {
    return new ResourcePattern(type, name, pattern);
  }
}
