package io.pulltriage.streams.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.Topics;
import io.pulltriage.streams.config.AnalyzerConfig;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class StreamsSettingsTest {

  private static final AnalyzerConfig CONFIG =
      AnalyzerConfig.defaults(Topics.withDefaultPrefix(), 3);

  @Test
  void shouldProcessEachRecordOnceAndKeepAStandby() {
    assertThat(StreamsSettings.complete(CONFIG, Map.of()))
        .containsEntry("processing.guarantee", "exactly_once_v2")
        .containsEntry("num.standby.replicas", 1)
        .containsEntry("ensure.explicit.internal.resource.naming", true)
        .containsEntry(
            "errors.dead.letter.queue.topic.name", Topics.withDefaultPrefix().deadLetters());
  }

  @Test
  void shouldLeaveToTheUserWhatIsTheirs() {
    Map<String, Object> complete =
        StreamsSettings.complete(
            CONFIG,
            Map.of("num.standby.replicas", 0, "commit.interval.ms", 5, "state.dir", "/data"));

    assertThat(complete)
        .containsEntry("num.standby.replicas", 0)
        .containsEntry("commit.interval.ms", 5)
        .containsEntry("state.dir", "/data");
  }

  @Test
  void shouldNotLetGoOfWhatCorrectAnswersRestOn() {
    Map<String, Object> complete =
        StreamsSettings.complete(
            CONFIG, Map.of("processing.guarantee", "at_least_once", "group.protocol", "streams"));

    assertThat(complete)
        .containsEntry("processing.guarantee", "exactly_once_v2")
        .containsEntry("group.protocol", "classic");
  }

  @Test
  void shouldBeSettingsThatKafkaTakes() {
    Map<String, Object> complete =
        new HashMap<>(
            StreamsSettings.complete(
                CONFIG, Map.of("application.id", "test", "bootstrap.servers", "none:9092")));

    assertThat(new StreamsConfig(complete).getString(StreamsConfig.GROUP_PROTOCOL_CONFIG))
        .isEqualTo("classic");
  }
}
