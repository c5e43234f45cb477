package io.pulltriage.streams.service;

import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.pulltriage.streams.alert.kafka.AlertService;
import io.pulltriage.streams.api.ApiServer;
import io.pulltriage.streams.api.ApiServices;
import io.pulltriage.streams.api.PortTakenException;
import io.pulltriage.streams.api.Resource;
import io.pulltriage.streams.api.Route;
import io.pulltriage.streams.config.ApiConfig;
import io.pulltriage.streams.explain.Explainer;
import io.pulltriage.streams.ops.Analyzer;
import io.pulltriage.streams.topology.Knowledge;
import io.pulltriage.streams.web.Page;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.streams.errors.StreamsException;

/** An analyzer's answers over HTTP, for as long as it is open. The analyzer is the caller's. */
public final class ServedAnalyzer implements AutoCloseable {

  private final KafkaStreamsMetrics meters;
  private final ApiServer server;

  /**
   * Begins to serve.
   *
   * @param knowledge that it diagnoses by
   * @param alerts what tells the sinks; none where nobody is told. Closed by the caller
   * @param registry numbers, to which those of the analyzer and of the server are added
   * @param environment where tokens may be
   * @throws PortTakenException if another program listens there
   * @throws IllegalArgumentException if a setting cannot be used; names it
   */
  public ServedAnalyzer(
      Analyzer analyzer,
      Knowledge knowledge,
      Optional<AlertService> alerts,
      PrometheusMeterRegistry registry,
      ApiConfig config,
      Map<String, String> environment)
      throws PortTakenException {
    meters = analyzer.bindTo(registry);
    ApiServices services =
        new ApiServices(
            analyzer.readModel(),
            new Explainer(
                knowledge.classifier(), knowledge.catalogue(), knowledge::knownImages, false),
            () -> illness(analyzer),
            () ->
                Stream.of(
                        analyzer.obstacles().stream(),
                        alerts.flatMap(AlertService::failure).stream(),
                        analyzer.backgroundFailure().stream())
                    .flatMap(failures -> failures)
                    .toList(),
            registry,
            Clock.systemUTC());
    try {
      server = ApiServer.start(config, services, resources(knowledge, alerts), environment);
    } catch (PortTakenException | IllegalArgumentException e) {
      meters.close();
      throw e;
    }
  }

  private List<Resource> resources(Knowledge knowledge, Optional<AlertService> alerts) {
    return List.of(
        new AlertRoutes(alerts),
        new SilenceRoutes(alerts, Clock.systemUTC()),
        new Page(knowledge.catalogue()));
  }

  private static List<String> illness(Analyzer analyzer) {
    try {
      analyzer.requireAlive();
      return List.of();
    } catch (StreamsException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  /** All that is served. */
  public List<Route> routes() {
    return server.routes();
  }

  /** The port it is served on. */
  public int port() {
    return server.port();
  }

  /** The address of the page, for people on this machine. */
  public String address() {
    return server.address();
  }

  /** Ends streams, finishes requests and stops listening. */
  @Override
  public void close() {
    server.close();
    meters.close();
  }
}
