package io.pulltriage.streams.alert.sink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pulltriage.schemas.Incident;
import io.pulltriage.streams.alert.decide.Change;
import io.pulltriage.streams.alert.decide.Told;
import io.pulltriage.streams.alert.testing.Samples;
import io.pulltriage.streams.alert.text.AlertMessage;
import io.pulltriage.streams.alert.text.AlertMessage.About;
import io.pulltriage.streams.config.alerts.AlertmanagerConfig;
import io.pulltriage.streams.config.alerts.HttpAuthConfig;
import io.pulltriage.streams.config.alerts.HttpTlsConfig;
import io.pulltriage.streams.config.alerts.SecretConfig;
import io.pulltriage.testkit.Receiver;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertmanagerSinkTest extends AlertSinkContract {

  @Override
  AlertSink sink(String url, Duration timeout) {
    HttpAuthConfig auth =
        new HttpAuthConfig("ops", new SecretConfig("", "SECRET"), SecretConfig.none());
    return new AlertmanagerSink(
        "manager",
        new AlertmanagerConfig(
            url, Duration.ofMinutes(1), 10, timeout, auth, HttpTlsConfig.standard()),
        TEXT,
        SECRETS,
        CLOCK);
  }

  @Test
  void shouldSendLabelsAnnotationsAndHowLongItLasts() throws IOException, InterruptedException {
    // When
    deliver();

    // Then
    Receiver.Request request = receiver.requests().get(0);
    assertThat(request.path()).isEqualTo("/s3cr3t-path/api/v2/alerts");
    assertThat(request.headers()).containsEntry("Authorization", "Basic b3BzOnMzY3IzdA==");
    JsonNode alert = JSON.readTree(request.body()).get(0);
    assertThat(alert.get("labels").toString())
        .isEqualTo(
            "{\"alertname\":\"PullTriageIncident\",\"cause\":\"TAG_NOT_FOUND\","
                + "\"cluster\":\"east\",\"container\":\"app\","
                + "\"image\":\"registry.example/team/api:1.0\",\"kind\":\"incident\","
                + "\"namespace\":\"shop\",\"phase\":\"pull\",\"registry\":\"registry.example\","
                + "\"scope\":\"workload\",\"severity\":\"warning\","
                + "\"workload\":\"Deployment/api\"}");
    assertThat(alert.at("/annotations/runbook_url").asText())
        .isEqualTo("https://docs.example/runbooks/TAG_NOT_FOUND.md");
    assertThat(alert.at("/annotations/page_url").asText())
        .startsWith("https://pulltriage.example/incidents/east%2Fshop%2FDeployment%2Fapi");
    assertThat(alert.at("/annotations/steps").asText())
        .isEqualTo("1. See the tags that exist.\n2. Choose one of them.");
    assertThat(alert.get("startsAt").asText()).isEqualTo("2026-11-26T12:00:00Z");
    assertThat(alert.get("endsAt").asText()).isEqualTo("2026-11-26T12:04:00Z");
  }

  @Test
  void shouldEndUnderTheOldLabelsWhatGoesOnUnderNewOnes() throws IOException, InterruptedException {
    // Given
    Incident before = Samples.incident("api");
    Told told = Told.nothing(false).after(Change.OPENED, Samples.subject(before), NOW, false);
    Incident part = Samples.under(before, Samples.outbreak(before));

    // When
    sink.deliver(List.of(new About("id", NOW, Change.CHANGED, Samples.subject(part), told)));

    // Then
    JsonNode alerts = JSON.readTree(receiver.requests().get(0).body());
    assertThat(alerts).hasSize(2);
    assertThat(alerts.get(0).get("labels").has("outbreak")).isFalse();
    assertThat(alerts.get(0).get("endsAt").asText()).isEqualTo(NOW.toString());
    assertThat(alerts.get(0).at("/annotations/description").asText())
        .startsWith("Told on as part of the outbreak REGISTRY/registry.example/REGISTRY_ERROR.");
    assertThat(alerts.get(1).at("/labels/outbreak").asText())
        .isEqualTo("REGISTRY/registry.example/REGISTRY_ERROR");
  }

  @Test
  void shouldNotLetOneBadAlertKeepTheOthersOut() throws InterruptedException {
    // Given
    receiver.behave(
        exchange -> {
          String body = receiver.requests().get(receiver.requests().size() - 1).text();
          Receiver.answering(body.contains("bad") ? 400 : 200, "").answer(exchange);
        });
    List<AlertMessage> messages =
        List.of(
            message(Samples.incident("good")),
            message(Samples.incident("bad")),
            message(Samples.incident("fine")));

    // When
    List<Outcome> outcomes = sink.deliver(messages);

    // Then
    assertThat(outcomes)
        .extracting(Outcome::detail)
        .containsExactly("HTTP 200", "HTTP 400", "HTTP 200");
  }
}
