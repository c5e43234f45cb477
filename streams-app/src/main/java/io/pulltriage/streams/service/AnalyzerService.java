package io.pulltriage.streams.service;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.pulltriage.classifier.Catalogue;
import io.pulltriage.classifier.Classifier;
import io.pulltriage.classifier.Contexts;
import io.pulltriage.classifier.KnownImages;
import io.pulltriage.schemas.Topics;
import io.pulltriage.schemas.serdes.PublicSerdes;
import io.pulltriage.settings.ConfigException;
import io.pulltriage.streams.alert.kafka.AlertService;
import io.pulltriage.streams.alert.kafka.AlertSource;
import io.pulltriage.streams.config.AnalyzerConfig;
import io.pulltriage.streams.config.AnalyzerServiceConfig;
import io.pulltriage.streams.config.Storage;
import io.pulltriage.streams.config.TimeMode;
import io.pulltriage.streams.ops.Analyzer;
import io.pulltriage.streams.topology.Knowledge;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;

/** The analyzer against the user's Kafka, served over HTTP, with what tells the sinks. */
public final class AnalyzerService implements AutoCloseable {

  private final Analyzer analyzer;
  private final Optional<AlertService> alerts;
  private final ServedAnalyzer served;
  private final ProcessMeters process;

  private AnalyzerService(
      Analyzer analyzer,
      Optional<AlertService> alerts,
      ServedAnalyzer served,
      ProcessMeters process) {
    this.analyzer = analyzer;
    this.alerts = alerts;
    this.served = served;
    this.process = process;
  }

  /**
   * Starts it.
   *
   * @param createPartitions with how many partitions to create topics that are missing; null to
   *     create none
   * @param environment where tokens and secrets may be
   * @throws ConfigException if a setting or a topic does not fit
   * @throws IOException if it cannot listen where it should
   */
  public static AnalyzerService start(
      AnalyzerServiceConfig config,
      @Nullable Integer createPartitions,
      Map<String, String> environment)
      throws IOException, InterruptedException {
    Topics topics = new Topics(config.topicPrefix());
    Map<String, Object> clients = clients(config);
    Knowledge knowledge = knowledge(config);
    AnalyzerConfig analysis =
        new AnalyzerConfig(
            topics,
            ServiceTopics.partitions(topics, clients, createPartitions),
            TimeMode.LIVE,
            Storage.DISK,
            config.diagnosis(),
            config.incidents(),
            config.outbreaks());
    Analyzer analyzer = new Analyzer(analysis, knowledge, streams(config, clients));
    try {
      return serve(config, analyzer, knowledge, environment);
    } catch (IOException | RuntimeException e) {
      analyzer.close();
      if (e instanceof IllegalArgumentException wrong) {
        throw new ConfigException(List.of(String.valueOf(wrong.getMessage())));
      }
      throw e;
    }
  }

  private static AnalyzerService serve(
      AnalyzerServiceConfig config,
      Analyzer analyzer,
      Knowledge knowledge,
      Map<String, String> environment)
      throws IOException {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    Optional<AlertService> alerts =
        Alerting.start(
            config.alerts(),
            new AlertSource(
                analyzer.readModel(),
                new Topics(config.topicPrefix()),
                config.applicationId(),
                clients(config),
                true,
                new Contexts(config.contexts())),
            environment,
            registry);
    try {
      ServedAnalyzer served =
          new ServedAnalyzer(analyzer, knowledge, alerts, registry, config.api(), environment);
      analyzer.start();
      return new AnalyzerService(analyzer, alerts, served, new ProcessMeters(registry));
    } catch (IOException | RuntimeException e) {
      alerts.ifPresent(AlertService::close);
      throw e;
    }
  }

  private static Map<String, Object> clients(AnalyzerServiceConfig config) {
    Map<String, Object> clients = new HashMap<>(config.schemaRegistry().properties());
    clients.put(PublicSerdes.REGISTRY_URL, config.schemaRegistry().url());
    clients.putAll(config.kafka());
    return clients;
  }

  private static Map<String, Object> streams(
      AnalyzerServiceConfig config, Map<String, Object> clients) {
    Map<String, Object> streams = new HashMap<>(clients);
    streams.put(StreamsConfig.APPLICATION_ID_CONFIG, config.applicationId());
    streams.put(StreamsConfig.STATE_DIR_CONFIG, config.stateDir());
    return streams;
  }

  private static Knowledge knowledge(AnalyzerServiceConfig config) {
    return new Knowledge(
        Classifier.withUserRules(config.rules().stream().map(Path::of).toList()),
        Catalogue.bundled(),
        KnownImages.withUserEntries(config.knownImages().stream().map(Path::of).toList()),
        new Contexts(config.contexts()));
  }

  /** Where it is served. */
  public String address() {
    return served.address();
  }

  /** The port that it is served on. */
  public int port() {
    return served.port();
  }

  /**
   * Lets time pass while it is well.
   *
   * @throws org.apache.kafka.streams.errors.StreamsException as soon as it has stopped by a failure
   */
  public void watch(Duration time) throws InterruptedException {
    analyzer.watch(time);
  }

  /** Stops serving, then telling, then processing. */
  @Override
  public void close() {
    process.close();
    served.close();
    alerts.ifPresent(AlertService::close);
    analyzer.close();
  }
}
