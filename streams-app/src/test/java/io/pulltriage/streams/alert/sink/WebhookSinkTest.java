package io.pulltriage.streams.alert.sink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.provider.EventFormatProvider;
import io.cloudevents.http.HttpMessageFactory;
import io.pulltriage.streams.alert.testing.Samples;
import io.pulltriage.streams.config.alerts.HttpAuthConfig;
import io.pulltriage.streams.config.alerts.HttpTlsConfig;
import io.pulltriage.streams.config.alerts.SecretConfig;
import io.pulltriage.streams.config.alerts.WebhookConfig;
import io.pulltriage.testkit.Receiver;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class WebhookSinkTest extends AlertSinkContract {

  private static final String KEY = "s3cr3t";

  @Override
  AlertSink sink(String url, Duration timeout) {
    return sink(url, timeout, WebhookConfig.STRUCTURED);
  }

  private static AlertSink sink(String url, Duration timeout, String mode) {
    return new WebhookSink(
        "hook",
        new WebhookConfig(
            url,
            SecretConfig.none(),
            mode,
            new SecretConfig("", "SECRET"),
            timeout,
            HttpAuthConfig.none(),
            HttpTlsConfig.standard()),
        TEXT,
        SECRETS,
        CLOCK);
  }

  @Test
  void shouldSendAWholeEventInTheBody() throws Exception {
    // When
    deliver();

    // Then
    Receiver.Request request = receiver.requests().get(0);
    assertThat(request.headers().get("Content-Type")).startsWith("application/cloudevents+json");
    CloudEvent event =
        Objects.requireNonNull(
                EventFormatProvider.getInstance().resolveFormat("application/cloudevents+json"))
            .deserialize(request.body());
    assertEvent(event);
    JsonNode data = JSON.readTree(request.body()).get("data");
    assertThat(data.get("change").asText()).isEqualTo("opened");
    assertThat(data.at("/incident/image/registry").asText()).isEqualTo("registry.example");
    assertThat(data.get("runbook").asText()).endsWith("/TAG_NOT_FOUND.md");
  }

  @Test
  void shouldSendAttributesInHeadersWhenAsked() throws Exception {
    // When
    try (AlertSink binary = sink(receiver.url(), Duration.ofSeconds(60), WebhookConfig.BINARY)) {
      binary.deliver(List.of(message(Samples.incident("api"))));
    }

    // Then
    Receiver.Request request = receiver.requests().get(0);
    assertEvent(HttpMessageFactory.createReader(request.headers(), request.body()).toEvent());
    assertThat(JSON.readTree(request.body()).get("change").asText()).isEqualTo("opened");
  }

  @Test
  void shouldSignNameTimeAndBody() throws Exception {
    // When
    deliver();

    // Then
    Receiver.Request request = receiver.requests().get(0);
    String id = request.headers().get("webhook-id");
    String time = request.headers().get("webhook-timestamp");
    assertThat(id).isEqualTo("11111111-2222-3333-4444-555555555555");
    assertThat(time).isEqualTo(Long.toString(NOW.getEpochSecond()));
    ByteArrayOutputStream signed = new ByteArrayOutputStream();
    signed.writeBytes((id + "." + time + ".").getBytes(StandardCharsets.UTF_8));
    signed.writeBytes(request.body());
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    assertThat(request.headers().get("webhook-signature"))
        .isEqualTo("v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.toByteArray())));
  }

  @Test
  void shouldSayWhereASecretIsMissingAndNotSend() throws Exception {
    WebhookConfig config =
        new WebhookConfig(
            receiver.url(),
            SecretConfig.none(),
            WebhookConfig.STRUCTURED,
            new SecretConfig("/does/not/exist", ""),
            Duration.ofSeconds(60),
            HttpAuthConfig.none(),
            HttpTlsConfig.standard());
    try (AlertSink unsigned = new WebhookSink("hook", config, TEXT, SECRETS, CLOCK)) {
      Outcome outcome = unsigned.deliver(List.of(message(Samples.incident("api")))).get(0);

      assertThat(outcome).isInstanceOf(Outcome.Retry.class);
      assertThat(outcome.detail()).isEqualTo("the file /does/not/exist cannot be read");
    }
    assertThat(receiver.requests()).isEmpty();
  }

  private static void assertEvent(CloudEvent event) {
    assertThat(event.getSpecVersion()).hasToString("1.0");
    assertThat(event.getId()).isEqualTo("11111111-2222-3333-4444-555555555555");
    assertThat(event.getType()).isEqualTo("io.pulltriage.incident.opened");
    assertThat(event.getSource()).hasToString("https://pulltriage.example");
    assertThat(event.getSubject()).isEqualTo(Samples.incident("api").getId());
    assertThat(event.getExtension("severity")).isEqualTo("warning");
  }
}
