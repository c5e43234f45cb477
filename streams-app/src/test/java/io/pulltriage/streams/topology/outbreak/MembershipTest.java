package io.pulltriage.streams.topology.outbreak;

import static io.pulltriage.streams.topology.outbreak.Story.NOT_FOUND;
import static io.pulltriage.streams.topology.outbreak.Story.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.serdes.JsonRecords;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Incidents name their outbreak, whoever else is part of it. */
class MembershipTest {

  private static final String REGISTRY = "REGISTRY/one.example/REGISTRY_ERROR";
  private static final String IMAGE = "IMAGE/one.example/team/api:1/TAG_NOT_FOUND";

  /** An outbreak lists 50 incidents, and a cluster's share in it names 500. */
  @ParameterizedTest
  @ValueSource(ints = {70, 520})
  void shouldBeNamedByMoreIncidentsThanAnOutbreakLists(int count) {
    // Given
    Story story = new Story().cluster("a", "n1", "n2").cluster("b", "n1");
    for (int i = 0; i < count; i++) {
      story.fails(5, "a/n" + (1 + i % 2), "api-" + i, "one.example/team/api:" + i, UNAVAILABLE);
    }

    // When
    Story.Ending ending = story.until(120);

    // Then
    assertThat(ending.named()).hasSize(count);
    assertThat(ending.named().values()).containsOnly(REGISTRY);
    assertThat(ending.outbreak(REGISTRY).getIncidents()).isEqualTo(count);
    assertThat(ending.outbreak(REGISTRY).getIncidentIds()).hasSize(50);
  }

  @Test
  void shouldReachTheFirstClusterOnceASecondMakesItAnOutbreak() {
    Story story =
        new Story()
            .cluster("a", "n1")
            .cluster("b", "n1")
            .fails(5, "a/n1", "api", "one.example/team/api:1", NOT_FOUND)
            .fails(95, "b/n1", "api", "one.example/team/api:1", NOT_FOUND);

    assertThat(story.until(90).named().values()).containsOnly("");
    assertThat(story.until(120).named().values()).containsOnly(IMAGE);
  }

  @Test
  void shouldBeKeptByWhatHasRecovered() {
    Story.Ending ending =
        new Story()
            .cluster("a", "n1")
            .cluster("b", "n1")
            .fails(5, "a/n1", "api", "one.example/team/api:1", NOT_FOUND)
            .fails(20, "b/n1", "api", "one.example/team/api:1", NOT_FOUND)
            .recovers(60, "a", "api")
            .until(600);

    assertThat(ending.named().values()).containsOnly(IMAGE);
    assertThat(ending.open()).containsExactly(IMAGE);
  }

  @Test
  void shouldBeForgottenByWhatFailsAnewForItself() {
    // Given
    Story story =
        new Story()
            .cluster("a", "n1")
            .cluster("b", "n1")
            .fails(5, "a/n1", "api", "one.example/team/api:1", NOT_FOUND)
            .fails(20, "b/n1", "api", "one.example/team/api:1", NOT_FOUND)
            .recovers(60, "a", "api")
            .recovers(70, "b", "api");

    // When
    story.fails(600, "a/n1", "api", "one.example/team/api:1", NOT_FOUND);

    // Then
    assertThat(story.until(590).named()).containsEntry("a/api", IMAGE);
    assertThat(story.until(700).named()).containsEntry("a/api", "").containsEntry("b/api", IMAGE);
  }

  @Test
  void shouldNotBeNamedByOneThatFailsForItself() {
    Story story =
        new Story()
            .cluster("a", "n1")
            .cluster("b", "n1")
            .fails(5, "a/n1", "api", "one.example/team/api:1", NOT_FOUND)
            .fails(10, "b/n1", "api", "one.example/team/api:1", NOT_FOUND)
            .fails(15, "a/n1", "web", "one.example/team/web:9", NOT_FOUND);

    assertThat(story.until(120).named())
        .containsEntry("a/web", "")
        .containsEntry("a/api", IMAGE)
        .containsEntry("b/api", IMAGE);
  }

  @Test
  void shouldBeNamedByWhatEndedShortlyBeforeItBecameAnOutbreak() {
    Story story =
        new Story()
            .cluster("a", "n1")
            .cluster("b", "n1")
            .fails(5, "a/n1", "api", "one.example/team/api:1", NOT_FOUND)
            .recovers(60, "a", "api")
            .fails(65, "b/n1", "api", "one.example/team/api:1", NOT_FOUND);

    assertThat(story.until(60).named()).containsEntry("a/api", "");
    assertThat(story.until(200).named())
        .containsEntry("a/api", IMAGE)
        .containsEntry("b/api", IMAGE);
  }

  @Test
  void shouldNotBeNamedByWhatEndedLongBeforeItBegan() {
    Story.Ending ending =
        new Story()
            .cluster("a", "n1")
            .cluster("b", "n1")
            .cluster("c", "n1")
            .fails(5, "a/n1", "api", "one.example/team/api:1", NOT_FOUND)
            .recovers(60, "a", "api")
            .fails(600, "b/n1", "api", "one.example/team/api:1", NOT_FOUND)
            .fails(605, "c/n1", "api", "one.example/team/api:1", NOT_FOUND)
            .until(700);

    assertThat(ending.named())
        .containsEntry("a/api", "")
        .containsEntry("b/api", IMAGE)
        .containsEntry("c/api", IMAGE);
  }

  @Test
  void shouldBeKeptByWhatEndedWithIt() {
    Story.Ending ending =
        new Story()
            .cluster("a", "n1")
            .cluster("b", "n1")
            .fails(5, "a/n1", "api", "one.example/team/api:1", NOT_FOUND)
            .fails(20, "b/n1", "api", "one.example/team/api:1", NOT_FOUND)
            .recovers(60, "a", "api")
            .recovers(70, "b", "api")
            .until(7200);

    assertThat(ending.over()).containsExactly(IMAGE);
    assertThat(ending.named().values()).containsOnly(IMAGE);
  }

  @Test
  void shouldNotBeNamedByWhatFailsOnOnceItIsOver() {
    // Given
    Story story =
        new Story()
            .cluster("a", "n1", "n2")
            .cluster("b", "n1")
            .fails(5, "a/n1", "api", "one.example/team/api:1", UNAVAILABLE)
            .fails(5, "a/n2", "web", "one.example/team/web:1", UNAVAILABLE)
            .recovers(130, "a", "web");

    // When
    for (int second = 130; second < 700; second += 5) {
      story.pulls(second, "a/n1", "one.example/team/well:1");
      story.pulls(second, "a/n2", "one.example/team/well:1");
      story.fails(second, "a/n1", "api", "one.example/team/api:1", UNAVAILABLE);
    }

    // Then
    assertThat(story.until(120).named().values()).containsOnly(REGISTRY);
    Story.Ending ending = story.until(700);
    assertThat(ending.over()).containsExactly(REGISTRY);
    assertThat(ending.named()).containsEntry("a/api", "").containsEntry("a/web", REGISTRY);
  }

  @Test
  void shouldChangeNothingElseAndComeOutTheSameEachTime() {
    Story story = new Story().cluster("a", "n1").cluster("b", "n1");
    story.fails(5, "a/n1", "api", "one.example/team/api:1", NOT_FOUND);
    Incident alone = story.until(120).incidents().values().iterator().next();
    story.fails(20, "b/n1", "api", "one.example/team/api:1", NOT_FOUND);

    List<Incident> together = List.copyOf(story.until(120).incidents().values());

    assertThat(
            JsonRecords.toJson(
                Incident.newBuilder(together.get(0))
                    .setOutbreak(null)
                    .setRevision(alone.getRevision())
                    .build()))
        .isEqualTo(JsonRecords.toJson(alone));
    assertThat(together.get(0).getRevision()).isGreaterThan(alone.getRevision());
    assertThat(story.until(120).incidents().values().stream().map(JsonRecords::toJson))
        .isEqualTo(together.stream().map(JsonRecords::toJson).toList());
  }
}
