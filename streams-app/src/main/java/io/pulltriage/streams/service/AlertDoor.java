package io.pulltriage.streams.service;

import io.pulltriage.streams.alert.kafka.AlertOverview;
import io.pulltriage.streams.alert.kafka.AlertService;
import io.pulltriage.streams.api.Problem;
import io.pulltriage.streams.api.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;

/** Asks the alerts for those who ask over HTTP, and says in their words what is wrong. */
final class AlertDoor {

  private static final Duration WITHIN = Duration.ofSeconds(20);

  private final Optional<AlertService> alerts;

  /**
   * Alerts that may be there.
   *
   * @param alerts none where no sink is configured
   */
  AlertDoor(Optional<AlertService> alerts) {
    this.alerts = alerts;
  }

  /** Changes something. */
  @FunctionalInterface
  interface Change {

    /**
     * Makes the change.
     *
     * @throws KafkaException if it cannot be kept
     */
    void make(AlertService alerts) throws InterruptedException;
  }

  /**
   * How telling stands; empty where nobody is told.
   *
   * @throws ProblemException if Kafka does not tell
   */
  AlertOverview overview() {
    if (alerts.isEmpty()) {
      return new AlertOverview(List.of(), List.of(), List.of());
    }
    try {
      return alerts.get().overview(WITHIN);
    } catch (TimeoutException | KafkaException e) {
      throw unavailable(e);
    } catch (InterruptedException e) {
      throw ending();
    }
  }

  /** What keeps this instance from telling. */
  Optional<String> error() {
    return alerts.flatMap(AlertService::failure);
  }

  /**
   * Makes a change.
   *
   * @throws ProblemException if nobody is told anything, or Kafka does not keep it
   */
  void change(Change change) {
    AlertService service =
        alerts.orElseThrow(
            () ->
                Problem.of(409, "no sink of alerts is configured, so nobody is told anything")
                    .exception());
    try {
      change.make(service);
    } catch (KafkaException e) {
      throw unavailable(e);
    } catch (InterruptedException e) {
      throw ending();
    }
  }

  private static ProblemException ending() {
    Thread.currentThread().interrupt();
    return Problem.of(503, "the server ends").exception();
  }

  private static ProblemException unavailable(Exception cause) {
    return Problem.of(503, "Kafka does not answer: " + cause.getMessage()).exception();
  }
}
