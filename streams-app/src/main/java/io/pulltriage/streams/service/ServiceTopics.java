package io.pulltriage.streams.service;

import io.pulltriage.schemas.Topics;
import io.pulltriage.schemas.setup.Setup;
import io.pulltriage.schemas.setup.SetupException;
import io.pulltriage.schemas.setup.TopicWish;
import io.pulltriage.settings.ConfigException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks whether topics and schemas fit, and creates topics where that is wanted. */
final class ServiceTopics {

  private ServiceTopics() {}

  /**
   * How many partitions the topics have.
   *
   * @param create with how many partitions to create topics if there are none; null to create none
   * @throws ConfigException if topics or schemas are missing or differ
   * @throws SetupException if Kafka or the registry cannot be asked
   */
  static int partitions(Topics topics, Map<String, ?> clients, @Nullable Integer create)
      throws SetupException, InterruptedException {
    try (Setup setup = Setup.connect(TopicWish.of(topics), clients)) {
      Setup.Plan plan = create == null ? setup.check() : setup.createTopics(create);
      if (!plan.stoppers().isEmpty()) {
        throw new ConfigException(complaints(plan.stoppers()));
      }
      return plan.partitions();
    }
  }

  private static List<String> complaints(List<String> stoppers) {
    List<String> complaints = new ArrayList<>(stoppers);
    complaints.add(
        "'pulltriage topics plan' shows what differs and 'topics apply' makes it right, as does"
            + " --create-topics PARTITIONS for topics; or topicPrefix is another");
    return complaints;
  }
}
