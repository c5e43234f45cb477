package io.pulltriage.streams.topology.unread;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.producer.publish.Publication;
import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.PodEvent;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.internal.UnreadText;
import io.pulltriage.streams.testing.Captures;
import io.pulltriage.streams.testing.Deliveries;
import io.pulltriage.streams.testing.Facts;
import io.pulltriage.streams.testing.Pipeline;
import io.pulltriage.testkit.Events;
import io.pulltriage.testkit.Pods;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Texts that no rule reads, counted in the whole topology. */
class UnreadTextsTest {

  private static final String ODD =
      "Failed to pull image \"ghcr.io/team/api:1\": flux compensator of checkout lost 3 phases";

  private int told;

  @AutoClose private final Pipeline pipeline = Pipeline.recorded();

  private final PodSnapshot pod =
      Pods.failing("lab-a", "shop", "checkout").waiting("app", "ErrImagePull", "").build();

  @Test
  void shouldCountTextsOfOneWordingTogetherAndNameNothing() {
    // When
    pipeline.feed(Facts.pod(pod), event(ODD, "a", 1));
    pipeline.feed(event(ODD.replace("team/api:1", "other/web@sha256:" + "0".repeat(64)), "b", 2));

    // Then
    assertThat(pipeline.unreadTexts().texts())
        .singleElement()
        .satisfies(
            text -> {
              assertThat(text.getShape())
                  .isEqualTo(
                      "failed to pull image ‹image›: flux compensator of ‹name› lost ‹number›"
                          + " phases");
              assertThat(text.getSeen()).isEqualTo(3);
              assertThat(text.getCause()).isEqualTo(Cause.UNKNOWN);
              assertThat(text.getReasons()).containsExactly("Failed");
            });
  }

  @Test
  void shouldCountEachHappeningOnceHoweverOftenItIsDelivered() {
    // When
    pipeline.feed(Facts.pod(pod));
    for (int i = 0; i < 3; i++) {
      pipeline.feed(event(ODD, "a", 4), event(ODD, "a", 2), event(ODD, "a", 5));
    }

    // Then
    assertThat(pipeline.unreadTexts().seen()).isEqualTo(5);
    assertThat(pipeline.metrics(UnreadMeter.NAME, "cause"))
        .isEqualTo(Map.of("UNKNOWN", 5.0, "NO_DETAIL", 0.0));
  }

  @Test
  void shouldNotCountBareLabelsNorWhatRulesRead() {
    // When
    pipeline.feed(
        Facts.pod(pod),
        event("Error: ErrImagePull", "a", 1),
        event("Back-off pulling image \"ghcr.io/team/api:1\"", "b", 9),
        event("Failed to pull image \"ghcr.io/team/api:1\": toomanyrequests", "c", 1));

    // Then
    assertThat(pipeline.unreadTexts().isEmpty()).isTrue();
  }

  @Test
  void shouldKeepTheMostFrequentWordingsAndCountTheOthers() {
    // Given
    pipeline.feed(Facts.pod(pod), event(ODD, "odd", 7));

    // When
    for (int i = 0; i < UnreadCounts.CAPACITY + 50; i++) {
      String word = "" + (char) ('a' + i / 26) + (char) ('a' + i % 26) + "zzz";
      pipeline.feed(event("Failed to pull image \"a/b:1\": flux " + word, "event-" + i, 1));
    }

    // Then
    List<UnreadText> texts = pipeline.unreadTexts().texts();
    assertThat(texts).hasSize(UnreadCounts.CAPACITY);
    assertThat(texts.get(0).getSeen()).isEqualTo(7);
    assertThat(pipeline.unreadTexts().dropped()).isEqualTo(51);
    assertThat(pipeline.unreadTexts().seen()).isEqualTo(7 + UnreadCounts.CAPACITY + 50);
  }

  @Test
  void shouldCountTheSameOfARecordingThatIsDeliveredTwice() {
    // Given
    List<Publication> capture = Captures.publications(Captures.TWO_CLUSTERS);
    pipeline.feed(capture);

    // When
    try (Pipeline twice = Pipeline.recorded()) {
      twice.feed(Deliveries.repeatedSingly(capture, 0.5, new Random(1)));

      // Then
      assertThat(twice.unreadTexts()).isEqualTo(pipeline.unreadTexts());
    }
  }

  private Publication event(String message, String uid, int count) {
    PodEvent event =
        PodEvent.newBuilder(Events.warning(pod, "Failed", message).count(count).build())
            .setEventUid(uid)
            .setLastSeen(Pods.LONG_AGO.plusSeconds(told++))
            .build();
    return Facts.event(event);
  }
}
