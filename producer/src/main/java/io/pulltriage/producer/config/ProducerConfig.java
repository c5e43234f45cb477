package io.pulltriage.producer.config;

import io.pulltriage.producer.publish.FeedConfig;
import io.pulltriage.settings.Checks;
import io.pulltriage.settings.Setting;
import java.util.Map;

/**
 * All that the producer can be told. Immutable.
 *
 * @param topicPrefix what the topics' names begin with
 * @param kafka properties of Kafka's clients under their own names
 * @param schemaRegistry where schemas are kept
 * @param clusters which clusters are watched
 * @param watch how they are watched
 * @param publish what of them is published, and when
 * @param delivery what is kept while Kafka is slow or away
 * @param leases how several replicas share the clusters
 * @param http the service's own metrics and health
 */
public record ProducerConfig(
    @Setting("What the names of all topics begin with.") String topicPrefix,
    @Setting(
            "Properties of Kafka's clients, each under its own name, such as `bootstrap.servers`,"
                + " `security.protocol` or `sasl.jaas.config`.")
        Map<String, String> kafka,
    SchemaRegistryConfig schemaRegistry,
    ClustersConfig clusters,
    WatchConfig watch,
    FeedConfig publish,
    DeliveryConfig delivery,
    LeaseConfig leases,
    HttpConfig http) {

  private static final String BOOTSTRAP_SERVERS = "bootstrap.servers";

  /** Refuses what cannot be. */
  public ProducerConfig {
    Checks.requireText("topicPrefix", topicPrefix);
    kafka = Map.copyOf(kafka);
    if (kafka.getOrDefault(BOOTSTRAP_SERVERS, "").isBlank()) {
      throw new IllegalArgumentException("kafka.bootstrap.servers must not be empty");
    }
  }

  /** Kafka and the registry on this machine; the cluster that the process runs in or talks to. */
  public static ProducerConfig defaults() {
    return new ProducerConfig(
        "pulltriage.",
        Map.of(BOOTSTRAP_SERVERS, "localhost:9092"),
        SchemaRegistryConfig.defaults(),
        ClustersConfig.defaults(),
        WatchConfig.defaults(),
        FeedConfig.defaults(),
        DeliveryConfig.defaults(),
        LeaseConfig.defaults(),
        HttpConfig.defaults());
  }
}
