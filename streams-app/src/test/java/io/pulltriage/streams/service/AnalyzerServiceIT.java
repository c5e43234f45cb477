package io.pulltriage.streams.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pulltriage.producer.publish.KafkaSink;
import io.pulltriage.schemas.Topics;
import io.pulltriage.settings.ConfigException;
import io.pulltriage.settings.ConfigReader;
import io.pulltriage.streams.config.AnalyzerServiceConfig;
import io.pulltriage.streams.testing.Facts;
import io.pulltriage.testkit.KafkaFixture;
import io.pulltriage.testkit.Pods;
import io.pulltriage.testkit.Receiver;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service on a real broker, from facts to the answer of REST and to a webhook. */
class AnalyzerServiceIT {

  private static final Duration LONG = Duration.ofMinutes(5);

  @AutoClose private static final KafkaFixture KAFKA = KafkaFixture.start();

  private final HttpClient http = HttpClient.newHttpClient();

  @TempDir
  @SuppressWarnings("NullAway.Init") // Set by JUnit.
  private Path folder;

  @Test
  void shouldServeAndTellWhatItFindsInTopicsThatItMade() throws Exception {
    AnalyzerServiceConfig settings;
    String address;
    try (Receiver receiver = new Receiver()) {
      // Given
      settings =
          config(
              "whole.",
              "alerts.webhooks.router.url=" + receiver.url(),
              "alerts.routes.all.sinks=router",
              "alerts.routes.all.minAge=1s",
              "alerts.digest.settle=1s");
      try (AnalyzerService service = AnalyzerService.start(settings, 2, Map.of())) {
        address = service.address();

        // When
        publish(new Topics("whole."));

        // Then
        await()
            .atMost(LONG)
            .untilAsserted(
                () -> assertThat(get(address, "/api/v1/incidents")).contains("TAG_NOT_FOUND"));
        await()
            .atMost(LONG)
            .untilAsserted(
                () ->
                    assertThat(receiver.requests())
                        .anySatisfy(
                            request -> assertThat(request.text()).contains("TAG_NOT_FOUND")));
        await()
            .atMost(LONG)
            .untilAsserted(
                () ->
                    assertThat(get(address, "/metrics"))
                        .containsPattern("pulltriage_alerts_sent_total\\{sink=\"router\"} 1"));
      }
    }
    assertThatThrownBy(() -> get(address, "/live")).isInstanceOf(ConnectException.class);
  }

  @Test
  void shouldNameTheTopicsThatAreMissing() {
    AnalyzerServiceConfig settings = config("nowhere.");

    assertThatThrownBy(() -> AnalyzerService.start(settings, null, Map.of()).close())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("topic nowhere.alerts: topic is not there")
        .hasMessageContaining("topic nowhere.silences: topic is not there")
        .hasMessageContaining("--create-topics");
  }

  private AnalyzerServiceConfig config(String prefix, String... more) {
    List<String> settings = new ArrayList<>(List.of(more));
    settings.add("topicPrefix=" + prefix);
    settings.add("applicationId=" + prefix + "analyzer");
    settings.add("kafka.bootstrap.servers=" + KAFKA.bootstrapServers());
    settings.add("schemaRegistry.url=" + KAFKA.registryUrl());
    settings.add("stateDir=" + folder);
    settings.add("api.port=0");
    return ConfigReader.read(AnalyzerServiceConfig.defaults(), null, Map.of(), settings);
  }

  private static void publish(Topics topics) {
    Instant now = Instant.now();
    try (var producer = KAFKA.producer(topics, KAFKA.serdes().anySerializer())) {
      KafkaSink sink = new KafkaSink(producer, topics);
      sink.publish(
          Facts.pod(
              Pods.failing("lab-a", "shop", "api")
                  .waiting("app", "ErrImagePull", "manifest unknown: manifest unknown")
                  .at(now)
                  .build()));
      sink.publish(Facts.time("lab-a", now.plusSeconds(1)));
      sink.flush();
    }
  }

  private String get(String address, String path) throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(URI.create(address + path)).build(), BodyHandlers.ofString())
        .body();
  }
}
