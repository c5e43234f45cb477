package io.pulltriage.standalone.live;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pulltriage.kafka.EmbeddedKafka;
import io.pulltriage.kafka.EmbeddedKafkaOptions;
import io.pulltriage.producer.config.ProducerConfig;
import io.pulltriage.producer.service.ProducerService;
import io.pulltriage.schemas.TopicSpecs;
import io.pulltriage.schemas.Topics;
import io.pulltriage.settings.ConfigReader;
import io.pulltriage.standalone.replay.Changes;
import io.pulltriage.standalone.replay.EmbeddedAlerts;
import io.pulltriage.standalone.replay.FreePort;
import io.pulltriage.standalone.replay.ReplayObserver;
import io.pulltriage.standalone.replay.Workplace;
import io.pulltriage.standalone.terminal.Progress;
import io.pulltriage.streams.config.AnalyzerConfig;
import io.pulltriage.streams.ops.Analyzer;
import io.pulltriage.streams.service.ServedAnalyzer;
import io.pulltriage.streams.topology.Knowledge;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Watches clusters with a Kafka and an analyzer in this process, until it is interrupted. */
public final class EmbeddedRun implements LiveRunner {

  private static final int PARTITIONS = 2;
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  @Override
  public void run(
      LiveOptions options, ReplayObserver observer, Consumer<String> problems, Progress progress)
      throws IOException, InterruptedException {
    Knowledge knowledge = options.knowledge().read();
    FreePort.require(options.port());
    progress.show("starting Kafka");
    Topics topics = Topics.withDefaultPrefix();
    try (EmbeddedKafka kafka =
            EmbeddedKafka.start(EmbeddedKafkaOptions.temporary().closedByApplication());
        Workplace workplace = Workplace.create(kafka.bootstrapServers(), topics)) {
      kafka.createTopics(new TopicSpecs(topics, PARTITIONS, 1).all());
      progress.show("starting the analyzer");
      try (Analyzer analyzer =
          new Analyzer(
              AnalyzerConfig.defaults(topics, PARTITIONS),
              knowledge,
              workplace.streamsSettings())) {
        analyzer.start();
        try (EmbeddedAlerts alerts =
                EmbeddedAlerts.start(options.alerts(), workplace, analyzer, true);
            ServedAnalyzer served = workplace.serve(analyzer, knowledge, alerts, options.port())) {
          observer.serving(served.address());
          watch(
              config(options.clusters(), workplace),
              workplace,
              analyzer,
              observer,
              problems,
              progress);
        }
      }
    }
  }

  private static void watch(
      ProducerConfig config,
      Workplace workplace,
      Analyzer analyzer,
      ReplayObserver observer,
      Consumer<String> problems,
      Progress progress)
      throws IOException, InterruptedException {
    try (Changes changes = Changes.follow(workplace, observer);
        ProducerService producer =
            new ProducerService(config, Clock.systemUTC(), new SimpleMeterRegistry())) {
      producer.start();
      Set<String> told = new HashSet<>();
      ClusterTroubles troubles = new ClusterTroubles(problems);
      while (true) {
        changes.requireNoFailure();
        analyzer.watch(LOOK_EVERY);
        producer.problems().stream().filter(told::add).forEach(problems);
        Map<String, Boolean> watched = producer.clusters();
        troubles.tell(producer.troubles(), watched.keySet());
        progress.show(described(watched));
      }
    }
  }

  private static String described(Map<String, Boolean> clusters) {
    List<String> away =
        clusters.entrySet().stream()
            .filter(cluster -> !cluster.getValue())
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    String watched = "watching " + (clusters.size() - away.size()) + " of " + clusters.size();
    return away.isEmpty()
        ? watched + " clusters"
        : watched + " clusters; connecting to " + String.join(", ", away);
  }

  private static ProducerConfig config(List<String> clusters, Workplace workplace) {
    List<String> settings = new ArrayList<>(clusters);
    settings.add("kafka.bootstrap.servers=" + workplace.bootstrapServers());
    settings.add("schemaRegistry.url=" + workplace.registry());
    return ConfigReader.read(ProducerConfig.defaults(), null, Map.of(), settings);
  }
}
