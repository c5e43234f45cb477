package io.pulltriage.streams.alert.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.pulltriage.schemas.Evidence;
import io.pulltriage.schemas.EvidenceSource;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.Outbreak;
import io.pulltriage.streams.alert.kafka.AlertServices.Told;
import io.pulltriage.streams.alert.testing.Samples;
import io.pulltriage.streams.config.alerts.AlertmanagerConfig;
import io.pulltriage.streams.config.alerts.AlertsConfig;
import io.pulltriage.testkit.Alertmanager;
import io.pulltriage.testkit.KafkaFixture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts at real Alertmanagers with the configuration that is shipped. */
class AlertmanagerIT {

  private static final Path CONFIGURATION = Path.of("..", "alertmanager", "alertmanager.yml");
  private static final Duration WITHIN = Duration.ofMinutes(2);

  @AutoClose private static final KafkaFixture KAFKA = KafkaFixture.start();

  @TempDir
  @SuppressWarnings("NullAway.Init") // Set by JUnit.
  private Path folder;

  @BeforeAll
  static void assumeInstalled() {
    assumeTrue(Alertmanager.isInstalled(), Alertmanager.MISSING);
  }

  @Test
  void shouldShipAConfigurationThatAlertmanagerTakes() throws Exception {
    // When
    Process check =
        new ProcessBuilder("amtool", "check-config", CONFIGURATION.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    // Then
    assertThat(check.waitFor()).as(said).isZero();
    assertThat(said).contains("1 inhibit rules", "3 receivers");
  }

  @Test
  void shouldInhibitIncidentsByTheirOutbreakAndResolveBoth() throws Exception {
    // Given
    AlertServices services = AlertServices.on(KAFKA, "inhibit");
    Incident api = Samples.incident("api");
    Incident web = Samples.incident("web");
    Incident alone = Samples.incident("alone");
    Outbreak outbreak = Samples.outbreak(api, web);
    try (Alertmanager manager = Alertmanager.start(folder, CONFIGURATION);
        Told service = services.start(config(manager), false)) {
      services.publish(api, web, alone);
      awaitAlerts(manager, all -> all.size() == 3);

      // When
      services.publish(outbreak);
      services.publish(Samples.under(api, outbreak), Samples.under(web, outbreak));

      // Then
      awaitAlerts(manager, all -> inhibited(all).size() == 2);
      JsonNode source = manager.alerts("kind", "outbreak").get(0);
      assertThat(inhibited(manager.alerts()))
          .allSatisfy(
              alert -> {
                assertThat(alert.at("/labels/outbreak").asText()).isEqualTo(outbreak.getId());
                assertThat(alert.at("/status/inhibitedBy/0").asText())
                    .isEqualTo(source.get("fingerprint").asText());
              });
      assertThat(manager.alerts("workload", "Deployment/alone").get(0).at("/status/inhibitedBy"))
          .isEmpty();

      // And when
      services.publish(Samples.resolved(outbreak));
      services.publish(
          Samples.resolved(Samples.under(api, null)), Samples.resolved(Samples.under(web, null)));

      // Then
      awaitAlerts(manager, all -> all.size() == 1);
      assertThat(manager.alerts("workload", "Deployment/alone")).hasSize(1);
      assertThat(service.service().failure()).isEmpty();
    }
  }

  @Test
  void shouldTellTwoAlertmanagersAtOnceAndRefreshWhatLasts() throws Exception {
    // Given
    AlertServices services = AlertServices.on(KAFKA, "two");
    try (Alertmanager one = Alertmanager.start(folder, CONFIGURATION);
        Alertmanager two = Alertmanager.start(folder, CONFIGURATION);
        Told service = services.start(config(one, two), false)) {

      // When
      services.publish(Samples.incident("api"));

      // Then
      awaitAlerts(one, all -> all.size() == 1);
      awaitAlerts(two, all -> all.size() == 1);
      Instant first = end(one);
      await().atMost(WITHIN).until(() -> end(one).isAfter(first));
      assertThat(service.service().failure()).isEmpty();
    }
  }

  @Test
  void shouldTakeHostileTextsAsTheyAre() throws Exception {
    // Given
    AlertServices services = AlertServices.on(KAFKA, "hostile");
    String text = "{{ .CommonLabels }}\u001b[31m\n\"quoted\" \ud800 " + "x".repeat(100_000);
    Incident hostile =
        Samples.builder("api")
            .setTitle(text)
            .setExplanation(text)
            .setNamespace(text)
            .setEvidence(
                List.of(new Evidence(EvidenceSource.EVENT, null, text, Samples.START, null)))
            .build();
    try (Alertmanager manager = Alertmanager.start(folder, CONFIGURATION);
        Told service = services.start(config(manager), false)) {

      // When
      services.publish(hostile);

      // Then
      awaitAlerts(manager, all -> all.size() == 1);
      JsonNode alert = manager.alerts().get(0);
      assertThat(alert.at("/labels/namespace").asText())
          .startsWith("{{ .CommonLabels }} [31m \"quoted\"")
          .hasSizeLessThanOrEqualTo(300);
      assertThat(alert.at("/annotations/summary").asText()).startsWith("{{ .CommonLabels }} ");
      assertThat(service.service().failure()).isEmpty();
    }
  }

  private static Instant end(Alertmanager manager) {
    return Instant.parse(manager.alerts().get(0).get("endsAt").asText());
  }

  private static List<JsonNode> inhibited(List<JsonNode> alerts) {
    return alerts.stream().filter(alert -> !alert.at("/status/inhibitedBy").isEmpty()).toList();
  }

  private static void awaitAlerts(Alertmanager manager, Predicate<List<JsonNode>> enough)
      throws IOException {
    await().atMost(WITHIN).until(manager::alerts, enough);
  }

  private static AlertsConfig config(Alertmanager... managers) {
    Map<String, AlertmanagerConfig> named = new TreeMap<>();
    for (Alertmanager manager : managers) {
      AlertmanagerConfig standard = AlertmanagerConfig.at(manager.url());
      named.put(
          "manager-" + named.size(),
          new AlertmanagerConfig(
              standard.url(),
              Duration.ofSeconds(15),
              standard.batch(),
              standard.timeout(),
              standard.auth(),
              standard.tls()));
    }
    return AlertsConfig.defaults().withAlertmanagers(named);
  }
}
