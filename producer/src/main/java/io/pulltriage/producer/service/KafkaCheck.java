package io.pulltriage.producer.service;

import io.pulltriage.producer.config.ProducerConfig;
import io.pulltriage.producer.publish.Publication;
import io.pulltriage.producer.translate.PublicText;
import io.pulltriage.schemas.Topics;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;

/** Looks whether Kafka answers and has the topics. */
final class KafkaCheck {

  private static final int TIMEOUT_MILLIS = 5_000;

  private KafkaCheck() {}

  /** What will keep anything from being published, with credentials masked. */
  static List<String> notes(ProducerConfig config) {
    Map<String, Object> settings = KafkaSettings.clients(config);
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
    String where = "Kafka at " + config.kafka().get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG);
    try (Admin admin = Admin.create(settings)) {
      return missing(admin.listTopics().names().get(), new Topics(config.topicPrefix())).stream()
          .map(topic -> where + " has no topic " + topic + "; create it before you start")
          .toList();
    } catch (ExecutionException | KafkaException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return List.of(PublicText.of(where + " does not answer: " + cause.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  private static List<String> missing(Set<String> there, Topics topics) {
    return Stream.of(Publication.Kind.values())
        .map(kind -> kind.topicIn(topics))
        .filter(topic -> !there.contains(topic))
        .toList();
  }
}
