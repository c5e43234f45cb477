package io.pulltriage.schemas.setup;

import io.pulltriage.schemas.setup.Difference.Part;
import io.pulltriage.schemas.setup.Difference.Remedy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** Compares topics as they are with how they should be. Pure. */
final class TopicPlan {

  private static final String CLEANUP = TopicConfig.CLEANUP_POLICY_CONFIG;
  private static final String RETENTION = TopicConfig.RETENTION_MS_CONFIG;
  private static final String NOT_THERE = "not there";

  private final TopicWish wish;
  private final Map<String, FoundTopic> found;

  TopicPlan(TopicWish wish, Map<String, FoundTopic> found) {
    this.wish = wish;
    this.found = found;
  }

  /** What differs, topic by topic. */
  List<Difference> differences() {
    List<Difference> differences = new ArrayList<>();
    for (NewTopic spec : wish.specs()) {
      FoundTopic topic = found.get(spec.name());
      if (topic == null) {
        differences.add(
            new Difference(
                Part.TOPIC, spec.name(), "topic", described(spec), NOT_THERE, Remedy.CREATE, true));
      } else {
        compareNumbers(spec.name(), topic, differences);
        compareSettings(spec, topic, differences);
      }
    }
    return differences;
  }

  /** How many partitions the topics have or should get. */
  int partitions() {
    return partitions(TopicWish.DEFAULT_PARTITIONS);
  }

  /**
   * How many partitions the topics have or should get.
   *
   * @param first how many if there is no topic yet
   */
  int partitions(int first) {
    if (wish.partitions().isPresent()) {
      return wish.partitions().getAsInt();
    }
    return Stream.concat(
            Stream.of(wish.topics().pods(), wish.topics().podEvents()),
            wish.partitionedAlike().stream().sorted())
        .map(found::get)
        .filter(Objects::nonNull)
        .mapToInt(FoundTopic::partitions)
        .findFirst()
        .orElse(first);
  }

  private void compareNumbers(String name, FoundTopic topic, List<Difference> differences) {
    int partitions = partitions();
    if (wish.partitionedAlike().contains(name) && topic.partitions() != partitions) {
      differences.add(
          differs(name, "partitions", partitions, topic.partitions(), Remedy.NONE, true));
    }
    int copies = wish.replication().orElse(topic.replication());
    if (topic.replication() != copies) {
      differences.add(
          differs(name, "replication", copies, topic.replication(), Remedy.NONE, false));
    }
  }

  private void compareSettings(NewTopic spec, FoundTopic topic, List<Difference> differences) {
    String cleanup = topic.config().getOrDefault(CLEANUP, "");
    String wantedCleanup = spec.configs().getOrDefault(CLEANUP, "");
    if (!policies(cleanup).equals(policies(wantedCleanup))) {
      differences.add(differs(spec.name(), CLEANUP, wantedCleanup, cleanup, Remedy.ALTER, true));
    }
    String wantedRetention = spec.configs().get(RETENTION);
    String retention = topic.config().getOrDefault(RETENTION, "");
    if (!wish.ownRetention() && wantedRetention != null && !wantedRetention.equals(retention)) {
      differences.add(
          differs(
              spec.name(), RETENTION, time(wantedRetention), time(retention), Remedy.ALTER, false));
    }
  }

  private String described(NewTopic spec) {
    String retention = spec.configs().get(RETENTION);
    return "%d partitions, %s%s"
        .formatted(
            partitions(),
            spec.configs().get(CLEANUP),
            retention == null ? "" : ", " + time(retention));
  }

  private static Difference differs(
      String name, String aspect, Object wanted, Object is, Remedy remedy, boolean stops) {
    return new Difference(
        Part.TOPIC, name, aspect, wanted.toString(), is.toString(), remedy, stops);
  }

  private static Set<String> policies(String cleanup) {
    Set<String> policies = new TreeSet<>();
    for (String policy : cleanup.split(",", -1)) {
      policies.add(policy.strip());
    }
    return policies;
  }

  /** Milliseconds for people. */
  private static String time(String millis) {
    long count = Long.parseLong(millis.isEmpty() ? "-1" : millis);
    if (count < 0) {
      return "forever";
    }
    Duration time = Duration.ofMillis(count);
    return time.toDays() > 0 && time.equals(Duration.ofDays(time.toDays()))
        ? time.toDays() + " d"
        : count + " ms";
  }
}
