package io.pulltriage.streams.alert.engine;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pulltriage.schemas.AlertKind;
import io.pulltriage.schemas.AlertState;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.Outbreak;
import io.pulltriage.schemas.serdes.InternalSerdes;
import io.pulltriage.streams.alert.decide.Policies;
import io.pulltriage.streams.alert.sink.Outcome;
import io.pulltriage.streams.alert.subject.IncidentSubject;
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
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/** A desk with a webhook and an Alertmanager, a clock that is set, and what it keeps in memory. */
final class DeskFixture {

  static final String HOOK = "hook";
  static final String MANAGER = "manager";

  final MeterRegistry registry = new SimpleMeterRegistry();
  final Map<String, AlertState> kept = new TreeMap<>();
  final Map<String, Incident> topic = new HashMap<>();
  final List<AlertMessage> hooked = new ArrayList<>();
  final List<AlertMessage> managed = new ArrayList<>();
  final AlertMeters meters = new AlertMeters(registry);
  private final Serde<Incident> incidents = serde(Incident.class);
  private final Serde<Outbreak> outbreaks = serde(Outbreak.class);
  private final boolean quietStart;
  Outcome answer = new Outcome.Delivered("ok");
  Instant now = Samples.START.plus(Duration.ofMinutes(1));
  AlertDesk desk;

  DeskFixture(boolean quietStart) {
    this.quietStart = quietStart;
    this.desk = fresh();
  }

  /** What another process would do that takes over. */
  void restart() {
    desk.releaseAll();
    desk = fresh();
    adopt();
  }

  void adopt() {
    Map<String, byte[]> latest = new HashMap<>();
    topic.forEach((id, incident) -> latest.put(id, bytes(incidents, incident)));
    desk.adopt(AlertKind.INCIDENT, 0, List.copyOf(kept.values()), latest, now);
    desk.adopt(AlertKind.OUTBREAK, 0, List.of(), Map.of(), now);
    run();
  }

  void publish(Incident incident) {
    topic.put(incident.getId(), incident);
    desk.changed(AlertKind.INCIDENT, 0, incident.getId(), bytes(incidents, incident), now);
    run();
  }

  void publish(Outbreak outbreak) {
    desk.changed(AlertKind.OUTBREAK, 0, outbreak.getId(), bytes(outbreaks, outbreak), now);
    run();
  }

  void withdraw(String id) {
    topic.remove(id);
    desk.changed(AlertKind.INCIDENT, 0, id, null, now);
    run();
  }

  void pass(Duration time) {
    now = now.plus(time);
    run();
  }

  /** Does all that is to be done now. */
  void run() {
    desk.tick(now);
    for (List<Delivery> next = desk.next(now); !next.isEmpty(); next = desk.next(now)) {
      for (Delivery delivery : next) {
        boolean isManager = delivery.sink().equals(MANAGER);
        (isManager ? managed : hooked).addAll(delivery.messages());
        Outcome outcome = isManager ? new Outcome.Delivered("ok") : answer;
        desk.done(delivery, Collections.nCopies(delivery.messages().size(), outcome), now);
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

  private AlertDesk fresh() {
    AlertsConfig config = config();
    return new AlertDesk(
        new DeskConfig(config.digest(), config.retry(), quietStart),
        List.of(
            new SinkPlace(Policies.of(config, HOOK), 1),
            new SinkPlace(Policies.of(config, MANAGER), 10)),
        (kind, bytes) ->
            kind == AlertKind.OUTBREAK
                ? Samples.subject(outbreaks.deserializer().deserialize("", bytes))
                : new IncidentSubject(incidents.deserializer().deserialize("", bytes)),
        this::keep,
        meters,
        new Random(1));
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

  private static <V extends SpecificRecord> Serde<V> serde(Class<V> type) {
    return InternalSerdes.of(type);
  }

  private static <V> byte[] bytes(Serde<V> serde, V value) {
    return serde.serializer().serialize("", value);
  }
}
