package io.pulltriage.streams.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.pulltriage.schemas.Topics;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnalyzerConfigTest {

  private static final Topics TOPICS = Topics.withDefaultPrefix();

  private static final OutbreakConfig OUTBREAKS =
      new OutbreakConfig(
          Duration.ofSeconds(60),
          Duration.ofMinutes(10),
          Duration.ofSeconds(330),
          Duration.ofSeconds(60),
          0.2,
          2,
          2,
          Duration.ofHours(1),
          Duration.ofDays(7));

  @Test
  void shouldWatchLiveClustersByDefault() {
    AnalyzerConfig config = AnalyzerConfig.defaults(TOPICS, 12);

    assertThat(config)
        .isEqualTo(
            new AnalyzerConfig(
                TOPICS,
                12,
                TimeMode.LIVE,
                Storage.DISK,
                new DiagnosisConfig(Duration.ofMinutes(3), Duration.ofHours(1)),
                new IncidentConfig(Duration.ofSeconds(60), Duration.ofDays(7)),
                OUTBREAKS));
  }

  @Test
  void shouldChangeOnlyTimeAndStorageForAReplay() {
    DiagnosisConfig diagnosis = new DiagnosisConfig(Duration.ofMinutes(9), Duration.ofMinutes(8));
    IncidentConfig incidents = new IncidentConfig(Duration.ofSeconds(7), Duration.ofHours(6));
    AnalyzerConfig live =
        new AnalyzerConfig(TOPICS, 5, TimeMode.LIVE, Storage.DISK, diagnosis, incidents, OUTBREAKS);

    assertThat(live.forReplay())
        .isEqualTo(
            new AnalyzerConfig(
                TOPICS, 5, TimeMode.RECORDED, Storage.MEMORY, diagnosis, incidents, OUTBREAKS));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void shouldRefuseATopicWithoutPartitions(int partitions) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AnalyzerConfig.defaults(TOPICS, partitions))
        .withMessage("partitions must be at least 1, is " + partitions);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S"})
  void shouldNameTheTimeThatIsNone(Duration wrong) {
    Duration right = Duration.ofMinutes(1);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DiagnosisConfig(wrong, right))
        .withMessage("stallAfter must be longer than nothing, is " + wrong);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DiagnosisConfig(right, wrong))
        .withMessage("unprovenFor must be longer than nothing, is " + wrong);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new IncidentConfig(wrong, right))
        .withMessage("holdDown must be longer than nothing, is " + wrong);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new IncidentConfig(right, wrong))
        .withMessage("retention must be longer than nothing, is " + wrong);
  }

  @Test
  void shouldRefuseToForgetAnIncidentBeforeItIsSettled() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new IncidentConfig(Duration.ofMinutes(5), Duration.ofMinutes(5)))
        .withMessageContaining("retention (PT5M)")
        .withMessageContaining("holdDown (PT5M)");
  }
}
