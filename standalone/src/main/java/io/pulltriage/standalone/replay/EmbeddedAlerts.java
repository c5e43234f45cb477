package io.pulltriage.standalone.replay;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.pulltriage.classifier.Contexts;
import io.pulltriage.standalone.terminal.Progress;
import io.pulltriage.streams.alert.kafka.AlertService;
import io.pulltriage.streams.alert.kafka.AlertSource;
import io.pulltriage.streams.config.alerts.AlertsConfig;
import io.pulltriage.streams.ops.Analyzer;
import io.pulltriage.streams.service.Alerting;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the sinks of what a workplace's analyzer finds; without sinks it does nothing. */
public final class EmbeddedAlerts implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedAlerts.class);
  private static final Duration TELL_WITHIN = Duration.ofMinutes(2);

  private final PrometheusMeterRegistry registry;
  private final Optional<AlertService> service;

  private EmbeddedAlerts(PrometheusMeterRegistry registry, Optional<AlertService> service) {
    this.registry = registry;
    this.service = service;
  }

  /**
   * Begins to tell what the analyzer of the workplace finds.
   *
   * @param quietStart whether what fails already is told as a digest; not so for recorded clusters,
   *     where everything is old
   */
  public static EmbeddedAlerts start(
      AlertsConfig config, Workplace workplace, Analyzer analyzer, boolean quietStart) {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    return new EmbeddedAlerts(
        registry,
        Alerting.start(
            config,
            new AlertSource(
                analyzer.readModel(),
                workplace.topics(),
                Workplace.APPLICATION,
                workplace.streamsSettings(),
                quietStart,
                Contexts.named()),
            System.getenv(),
            registry));
  }

  /** Its numbers, to which others may be added. */
  PrometheusMeterRegistry registry() {
    return registry;
  }

  /** What tells the sinks; none where there is no sink. */
  Optional<AlertService> service() {
    return service;
  }

  /** Waits until everything has been told whose time has come. */
  void awaitTold(Progress progress) throws InterruptedException {
    if (service.isPresent()) {
      progress.show("telling the sinks");
      if (!service.get().awaitSettled(TELL_WITHIN)) {
        LOG.warn("not everything was told error={}", service.get().failure().orElse("none"));
      }
    }
  }

  @Override
  public void close() {
    service.ifPresent(AlertService::close);
  }
}
