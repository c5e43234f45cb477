package io.pulltriage.benchmarks.query;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.pulltriage.schemas.Topics;
import io.pulltriage.streams.config.AnalyzerConfig;
import io.pulltriage.streams.config.ApiConfig;
import io.pulltriage.streams.ops.Analyzer;
import io.pulltriage.streams.service.ServedAnalyzer;
import io.pulltriage.streams.topology.Knowledge;
import io.pulltriage.testkit.KafkaFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.StreamsConfig;

/** One instance that serves people, as in production. */
final class ServingInstance implements AutoCloseable {

  private final Analyzer analyzer;
  private final ServedAnalyzer served;

  /** Starts one and waits until it has read all. */
  ServingInstance(KafkaFixture kafka, Topics topics) throws IOException, InterruptedException {
    Map<String, Object> settings = new HashMap<>(kafka.clientConfig());
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "page-times");
    settings.put(
        StreamsConfig.STATE_DIR_CONFIG, Files.createTempDirectory("page-times").toString());
    settings.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, 0);
    Knowledge knowledge = Knowledge.bundled();
    analyzer =
        new Analyzer(
            AnalyzerConfig.defaults(topics, ManyIncidents.partitions()), knowledge, settings);
    served =
        new ServedAnalyzer(
            analyzer,
            knowledge,
            Optional.empty(),
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
            ApiConfig.defaults().onPort(0),
            Map.of());
    analyzer.start();
    analyzer.awaitRunning(Duration.ofMinutes(5));
    if (!analyzer.readModel().awaitCaughtUp(Duration.ofMinutes(5))) {
      throw new IllegalStateException("not ready in time");
    }
  }

  /** Where its page is. */
  String address() {
    return served.address();
  }

  @Override
  public void close() {
    served.close();
    analyzer.close();
  }
}
