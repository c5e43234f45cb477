package io.pulltriage.streams.service;

import io.micrometer.core.instrument.MeterRegistry;
import io.pulltriage.schemas.Topics;
import io.pulltriage.streams.alert.kafka.AlertService;
import io.pulltriage.streams.alert.sink.Secrets;
import io.pulltriage.streams.alert.sink.Sinks;
import io.pulltriage.streams.config.alerts.AlertsConfig;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** What tells the sinks of a configuration. */
public final class Alerting {

  private Alerting() {}

  /**
   * What tells of what an application finds.
   *
   * @param topics that it writes
   * @param applicationId its name in Kafka
   * @param clients settings of Kafka's clients and of the schema registry, under their own names
   */
  public record Source(Topics topics, String applicationId, Map<String, Object> clients) {}

  /**
   * Begins to tell; to be closed before the analyzer.
   *
   * @param quietStart whether what fails already when a sink is new is told as a digest
   * @param environment where secrets may be
   * @return nothing if there is no sink
   */
  public static Optional<AlertService> start(
      AlertsConfig config,
      Source source,
      boolean quietStart,
      Map<String, String> environment,
      MeterRegistry registry) {
    if (config.sinks().isEmpty()) {
      return Optional.empty();
    }
    Clock clock = Clock.systemUTC();
    AlertService service =
        new AlertService(
            config,
            source.topics,
            source.applicationId,
            source.clients,
            quietStart,
            Sinks.of(config, new Secrets(environment), clock),
            registry,
            clock);
    service.start();
    return Optional.of(service);
  }
}
