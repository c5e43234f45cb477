package io.pulltriage.streams.alert.engine;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pulltriage.schemas.AlertKind;
import io.pulltriage.schemas.AlertState;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.IncidentStatus;
import io.pulltriage.schemas.Outbreak;
import io.pulltriage.streams.alert.decide.Subject;
import io.pulltriage.streams.alert.decide.SubjectKey;
import io.pulltriage.streams.alert.sink.Outcome;
import io.pulltriage.streams.alert.testing.Samples;
import io.pulltriage.streams.alert.text.AlertMessage;
import io.pulltriage.streams.config.alerts.AlertmanagerConfig;
import io.pulltriage.streams.config.alerts.AlertsConfig;
import io.pulltriage.streams.config.alerts.DigestConfig;
import io.pulltriage.streams.config.alerts.RetryConfig;
import io.pulltriage.streams.config.alerts.RouteConfig;
import io.pulltriage.streams.config.alerts.SelectionConfig;
import io.pulltriage.streams.config.alerts.WebhookConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A notifier with a webhook and an Alertmanager, a clock that is set, and what it keeps in memory.
 */
final class NotifierFixture {

  static final String HOOK = "hook";
  static final String MANAGER = "manager";

  final MeterRegistry registry = new SimpleMeterRegistry();
  final Map<String, AlertState> kept = new TreeMap<>();
  final Map<String, Incident> topic = new HashMap<>();
  final List<AlertMessage> hooked = new ArrayList<>();
  final List<AlertMessage> managed = new ArrayList<>();
  final AlertMeters meters = new AlertMeters(registry);
  final Map<String, Outbreak> outbreaks = new HashMap<>();
  private final boolean quietStart;
  Outcome answer = new Outcome.Delivered("ok");
  Instant now = Samples.START.plus(Duration.ofMinutes(1));
  Notifier notifier;

  NotifierFixture(boolean quietStart) {
    this.quietStart = quietStart;
    this.notifier = fresh();
  }

  /** What another process would do that takes over. */
  void restart() {
    notifier.release(any -> true);
    notifier = fresh();
    adopt();
  }

  void adopt() {
    List<SubjectKey> open = new ArrayList<>();
    topic.values().stream()
        .filter(one -> one.getStatus() == IncidentStatus.OPEN)
        .forEach(one -> open.add(new SubjectKey(AlertKind.INCIDENT, one.getId())));
    notifier.adopt(0, List.copyOf(kept.values()), open, now);
    run();
  }

  void publish(Incident incident) {
    topic.put(incident.getId(), incident);
    notifier.changed(new SubjectKey(AlertKind.INCIDENT, incident.getId()), 0, now);
    run();
  }

  void publish(Outbreak outbreak) {
    outbreaks.put(outbreak.getId(), outbreak);
    notifier.changed(new SubjectKey(AlertKind.OUTBREAK, outbreak.getId()), 0, now);
    run();
  }

  void withdraw(String id) {
    topic.remove(id);
    notifier.changed(new SubjectKey(AlertKind.INCIDENT, id), 0, now);
    run();
  }

  void pass(Duration time) {
    now = now.plus(time);
    run();
  }

  /** Does all that is to be done now. */
  void run() {
    notifier.tick(now);
    for (List<Delivery> next = notifier.next(now); !next.isEmpty(); next = notifier.next(now)) {
      for (Delivery delivery : next) {
        boolean isManager = delivery.sink().equals(MANAGER);
        (isManager ? managed : hooked).addAll(delivery.messages());
        Outcome outcome = isManager ? new Outcome.Delivered("ok") : answer;
        notifier.done(delivery, Collections.nCopies(delivery.messages().size(), outcome), now);
      }
    }
  }

  /** Why messages were given up, as it is kept. */
  List<String> parked() {
    return kept.values().stream()
        .flatMap(state -> state.getDeliveries().stream())
        .flatMap(delivery -> delivery.getParked().stream())
        .toList();
  }

  double count(String what, String sink) {
    return registry.find("pulltriage.alerts." + what).tag("sink", sink).counters().stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }

  double pending(String sink) {
    return registry.get("pulltriage.alerts.pending").tag("sink", sink).gauge().value();
  }

  private Notifier fresh() {
    return new Notifier(
        config(),
        List.of(new Notifier.Sink(HOOK, 1), new Notifier.Sink(MANAGER, 10)),
        quietStart,
        this::subject,
        this::keep,
        meters,
        new Random(1));
  }

  private @Nullable Subject subject(SubjectKey key) {
    Incident incident = topic.get(key.id());
    Outbreak outbreak = outbreaks.get(key.id());
    if (outbreak != null) {
      return Samples.subject(outbreak);
    }
    return incident == null ? null : Samples.subject(incident);
  }

  private void keep(int partition, String key, @Nullable AlertState state) {
    if (state == null) {
      kept.remove(key);
    } else {
      kept.put(key, state);
    }
  }

  private static AlertsConfig config() {
    WebhookConfig hook = WebhookConfig.defaults();
    AlertsConfig none = AlertsConfig.defaults();
    return new AlertsConfig(
        Map.of(MANAGER, AlertmanagerConfig.at("http://manager.example")),
        Map.of(
            HOOK,
            new WebhookConfig(
                "http://hook.example",
                hook.urlFrom(),
                hook.mode(),
                hook.signing(),
                hook.timeout(),
                hook.auth(),
                hook.tls())),
        Map.of(),
        Map.of(
            "hook",
            new RouteConfig(
                List.of(HOOK), SelectionConfig.any(), Duration.ofSeconds(30), 0, false)),
        Map.of(),
        new DigestConfig(5, Duration.ofMinutes(10), Duration.ofSeconds(30)),
        new RetryConfig(3, Duration.ofSeconds(1), Duration.ofMinutes(1)),
        none.links());
  }
}
