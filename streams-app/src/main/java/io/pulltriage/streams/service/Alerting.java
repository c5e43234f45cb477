package io.pulltriage.streams.service;

import io.micrometer.core.instrument.MeterRegistry;
import io.pulltriage.streams.alert.kafka.AlertService;
import io.pulltriage.streams.alert.kafka.AlertSource;
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
   * Begins to tell; to be closed before the analyzer.
   *
   * @param source what is told of
   * @param environment where secrets may be
   * @return nothing if there is no sink
   */
  public static Optional<AlertService> start(
      AlertsConfig config,
      AlertSource source,
      Map<String, String> environment,
      MeterRegistry registry) {
    if (config.sinks().isEmpty()) {
      return Optional.empty();
    }
    Clock clock = Clock.systemUTC();
    AlertService service =
        new AlertService(
            config, source, Sinks.of(config, new Secrets(environment), clock), registry, clock);
    service.start();
    return Optional.of(service);
  }
}
