package io.pulltriage.standalone.replay;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pulltriage.standalone.terminal.Progress;
import io.pulltriage.streams.alert.kafka.AlertService;
import io.pulltriage.streams.alert.sink.Secrets;
import io.pulltriage.streams.alert.sink.Sinks;
import io.pulltriage.streams.config.alerts.AlertsConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the sinks of a replay of what it finds; without sinks it does nothing. */
final class ReplayAlerts implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ReplayAlerts.class);
  private static final Duration TELL_WITHIN = Duration.ofMinutes(2);

  private final Optional<AlertService> service;

  private ReplayAlerts(Optional<AlertService> service) {
    this.service = service;
  }

  /** Begins to tell what stands in the topics of the workplace. */
  static ReplayAlerts start(AlertsConfig config, Workplace workplace) {
    if (config.sinks().isEmpty()) {
      return new ReplayAlerts(Optional.empty());
    }
    Clock clock = Clock.systemUTC();
    AlertService service =
        new AlertService(
            config,
            workplace.topics(),
            Workplace.APPLICATION,
            workplace.streamsSettings(),
            false,
            Sinks.of(config, new Secrets(System.getenv()), clock),
            new SimpleMeterRegistry(),
            clock);
    service.start();
    return new ReplayAlerts(Optional.of(service));
  }

  /** Waits until everything has been told whose time has come. */
  void awaitTold(Progress progress) throws InterruptedException {
    if (service.isPresent()) {
      progress.show("telling the sinks");
      if (!service.get().awaitSettled(TELL_WITHIN)) {
        LOG.warn("not everything was told error={}", service.get().error());
      }
    }
  }

  @Override
  public void close() {
    service.ifPresent(AlertService::close);
  }
}
