package io.pulltriage.streams.topology.diagnosis;

import static io.pulltriage.streams.topology.diagnosis.Signals.IMAGE;
import static io.pulltriage.streams.topology.diagnosis.Signals.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.Phase;
import io.pulltriage.schemas.Resolution;
import io.pulltriage.schemas.internal.Episode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EpisodeLogTest {

  private static final Duration SETTLE = Duration.ofSeconds(60);

  private final EpisodeLog log = new EpisodeLog(List.of());

  @Test
  void shouldContinueWhatEndedJustBefore() {
    fail(0);
    end(10);
    fail(70);

    Episode episode = only();
    assertThat(episode.getSince()).isEqualTo(T0);
    assertThat(episode.getLastFailure()).isEqualTo(T0.plusSeconds(70));
    assertThat(episode.getEndedAt()).isEmpty();
    assertThat(episode.getResolution()).isEmpty();
    assertThat(episode.getPreviousEnd()).isEmpty();
  }

  @Test
  void shouldBeginAnewAfterWhatHasSettled() {
    fail(0);
    end(10);
    fail(71);

    Episode episode = only();
    assertThat(episode.getSince()).isEqualTo(T0.plusSeconds(71));
    assertThat(episode.getPreviousEnd()).contains(T0.plusSeconds(10));
  }

  @Test
  void shouldNotEndBeforeItBegan() {
    fail(30);
    end(10);

    assertThat(only().getEndedAt()).contains(T0.plusSeconds(30));
  }

  @Test
  void shouldNotMoveTheLastFailureBack() {
    fail(30);
    fail(20);

    assertThat(only().getLastFailure()).isEqualTo(T0.plusSeconds(30));
  }

  @Test
  void shouldKeepPhasesAndImagesApart() {
    fail(0);
    log.fail("app", Phase.STARTUP, IMAGE, T0, SETTLE, false, 0);
    log.fail("app", Phase.PULL, "other:1", T0, SETTLE, false, 0);

    assertThat(log.open()).hasSize(3);
    assertThat(log.find("app", Phase.PULL, "other:1")).isPresent();
    assertThat(log.find("web", Phase.PULL, IMAGE)).isEmpty();
  }

  @Test
  void shouldDropWhatEndedFirstOfTooMany() {
    fail(0);
    for (int i = 0; i < 40; i++) {
      String image = "image:" + i;
      log.fail("app", Phase.PULL, image, T0.plusSeconds(i), SETTLE, false, 0);
      log.end(
          log.find("app", Phase.PULL, image).orElseThrow(),
          T0.plusSeconds(i + 1),
          Resolution.REPLACED,
          "next",
          0);
    }

    List<Episode> kept = log.toList();
    assertThat(kept).hasSize(32).extracting(Episode::getImage).contains(IMAGE, "image:39");
    assertThat(kept).extracting(Episode::getImage).doesNotContain("image:0");
  }

  private void fail(int second) {
    log.fail("app", Phase.PULL, IMAGE, T0.plusSeconds(second), SETTLE, false, second);
  }

  private void end(int second) {
    log.end(only(), T0.plusSeconds(second), Resolution.RECOVERED, null, second);
  }

  private Episode only() {
    assertThat(log.toList()).hasSize(1);
    return log.toList().get(0);
  }
}
