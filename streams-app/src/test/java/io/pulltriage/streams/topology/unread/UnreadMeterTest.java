package io.pulltriage.streams.topology.unread;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;

class UnreadMeterTest {

  private static final Path PAGE = Path.of("..", "docs", "rules.md");

  /** The page says what Prometheus is told, by the binder that all metrics of Kafka go through. */
  @Test
  void shouldBeExportedUnderTheNameOfThePage() throws IOException {
    // Given
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    try (MockProducer<String, String> producer = new MockProducer<>();
        KafkaClientMetrics binder = new KafkaClientMetrics(producer)) {
      producer.setMockMetrics(name(), new Seven(name()));

      // When
      binder.bindTo(registry);

      // Then
      assertThat(registry.scrape())
          .containsPattern("kafka_pulltriage_texts_unread_total\\{.*cause=\"UNKNOWN\".*} 7\\.0");
    }
    assertThat(Files.readString(PAGE)).contains("`kafka_pulltriage_texts_unread_total`");
  }

  private static MetricName name() {
    return new MetricName(UnreadMeter.NAME, UnreadMeter.GROUP, "", Map.of("cause", "UNKNOWN"));
  }

  private record Seven(MetricName metricName) implements Metric {

    @Override
    public Object metricValue() {
      return 7.0;
    }
  }
}
