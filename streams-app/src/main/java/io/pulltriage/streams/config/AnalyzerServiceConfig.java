package io.pulltriage.streams.config;

import io.pulltriage.settings.Checks;
import io.pulltriage.settings.Setting;
import io.pulltriage.streams.config.alerts.AlertsConfig;
import java.util.List;
import java.util.Map;

/**
 * All that the analyzer can be told. Immutable.
 *
 * @param topicPrefix what the topics' names begin with
 * @param applicationId the group that all instances are of
 * @param kafka properties of Kafka's clients and of Kafka Streams under their own names
 * @param schemaRegistry where schemas are kept
 * @param stateDir folder for state
 * @param rules the user's rule files
 * @param knownImages the user's files of known images
 * @param contexts kubectl contexts of clusters whose context has another name than the cluster
 * @param diagnosis when a diagnosis is made
 * @param incidents the life of incidents
 * @param outbreaks when many incidents are one outbreak
 * @param api where and to whom it is served
 * @param alerts who is told of incidents and outbreaks
 */
public record AnalyzerServiceConfig(
    @Setting("What the names of all topics begin with.") String topicPrefix,
    @Setting("Name of the application in Kafka; all of its instances have the same.")
        String applicationId,
    @Setting(
            "Properties of Kafka's clients and of Kafka Streams, each under its own name, such as"
                + " `bootstrap.servers`, `num.standby.replicas` or `sasl.jaas.config`.")
        Map<String, String> kafka,
    RegistryConfig schemaRegistry,
    @Setting("Folder for state; kept over a restart it need not be restored from Kafka.")
        String stateDir,
    @Setting("Your own rule files, before the bundled rules; the first wins.") List<String> rules,
    @Setting("Your own files of images that people get wrong.") List<String> knownImages,
    @Setting(
            "The kubectl context of each cluster, by the cluster's name, for the commands in steps; a cluster that is not named here has a context of its own name.")
        Map<String, String> contexts,
    DiagnosisConfig diagnosis,
    IncidentConfig incidents,
    OutbreakConfig outbreaks,
    ApiConfig api,
    AlertsConfig alerts) {

  private static final String BOOTSTRAP_SERVERS = "bootstrap.servers";

  /** Refuses what cannot be. */
  public AnalyzerServiceConfig {
    Checks.requireText("topicPrefix", topicPrefix);
    Checks.requireText("applicationId", applicationId);
    Checks.requireText("stateDir", stateDir);
    kafka = Map.copyOf(kafka);
    rules = List.copyOf(rules);
    knownImages = List.copyOf(knownImages);
    contexts = Map.copyOf(contexts);
    if (kafka.getOrDefault(BOOTSTRAP_SERVERS, "").isBlank()) {
      throw new IllegalArgumentException("kafka.bootstrap.servers must not be empty");
    }
  }

  /** Kafka and the registry on this machine, served to this machine. */
  public static AnalyzerServiceConfig defaults() {
    return new AnalyzerServiceConfig(
        "pulltriage.",
        "pulltriage-analyzer",
        Map.of(BOOTSTRAP_SERVERS, "localhost:9092"),
        RegistryConfig.defaults(),
        "pulltriage-state",
        List.of(),
        List.of(),
        Map.of(),
        DiagnosisConfig.defaults(),
        IncidentConfig.defaults(),
        OutbreakConfig.defaults(),
        ApiConfig.defaults(),
        AlertsConfig.defaults());
  }
}
