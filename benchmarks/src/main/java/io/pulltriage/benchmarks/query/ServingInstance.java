package io.pulltriage.benchmarks.query;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.pulltriage.streams.config.ApiConfig;
import io.pulltriage.streams.config.QueryConfig;
import io.pulltriage.streams.ops.Analyzer;
import io.pulltriage.streams.query.IncidentQueries;
import io.pulltriage.streams.query.Queries;
import io.pulltriage.streams.service.ServedAnalyzer;
import io.pulltriage.streams.topology.Knowledge;
import io.pulltriage.testkit.Ports;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.StreamsConfig;

/** One instance that serves people and its peers, as in production. */
final class ServingInstance implements AutoCloseable {

  /** Not so soon that a busy machine would make an answer incomplete. */
  private static final QueryConfig PATIENT =
      new QueryConfig(Duration.ofSeconds(60), 16, Optional.empty(), "http");

  private final Analyzer analyzer;
  private final Queries queries;
  private final ServedAnalyzer served;

  /** Starts one and waits until it runs. */
  ServingInstance(ManyIncidents many) throws IOException, InterruptedException {
    int port = Ports.free();
    Map<String, Object> settings = many.settings();
    settings.put(StreamsConfig.APPLICATION_SERVER_CONFIG, "127.0.0.1:" + port);
    analyzer = new Analyzer(many.config(), Knowledge.bundled(), settings);
    queries = analyzer.queries(PATIENT, Clock.systemUTC());
    served =
        new ServedAnalyzer(
            analyzer,
            new ServedAnalyzer.Source(
                many.topics(), Knowledge.bundled(), many.clients(), PATIENT, "benchmark"),
            Optional.empty(),
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
            ApiConfig.defaults().onPort(port),
            Map.of());
    analyzer.start();
    analyzer.awaitRunning(Duration.ofMinutes(5));
  }

  IncidentQueries incidents() {
    return queries.incidents();
  }

  /** Where its page is. */
  String address() {
    return served.address();
  }

  @Override
  public void close() {
    served.close();
    queries.close();
    analyzer.close();
  }
}
