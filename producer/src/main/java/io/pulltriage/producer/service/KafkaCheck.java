package io.pulltriage.producer.service;

import io.pulltriage.producer.config.ProducerConfig;
import io.pulltriage.producer.translate.PublicText;
import io.pulltriage.schemas.Topics;
import io.pulltriage.schemas.setup.Setup;
import io.pulltriage.schemas.setup.SetupException;
import io.pulltriage.schemas.setup.TopicWish;
import java.util.List;

/** Looks whether Kafka and the schema registry answer, and have what is published to. */
final class KafkaCheck {

  private KafkaCheck() {}

  /** What will keep anything from being published, with credentials masked. */
  static List<String> notes(ProducerConfig config) {
    try {
      return misfits(config);
    } catch (SetupException e) {
      return List.of(PublicText.of(String.valueOf(e.getMessage())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  /**
   * Topics and schemas that are missing or differ so that nothing should be published to them.
   *
   * @throws SetupException if Kafka or the registry cannot be asked
   */
  static List<String> misfits(ProducerConfig config) throws SetupException, InterruptedException {
    TopicWish wish = TopicWish.ofFacts(new Topics(config.topicPrefix()));
    try (Setup setup = Setup.connect(wish, KafkaSettings.lookers(config))) {
      return setup.check().stoppers();
    }
  }
}
