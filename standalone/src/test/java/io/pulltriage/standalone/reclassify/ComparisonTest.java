package io.pulltriage.standalone.reclassify;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Confidence;
import io.pulltriage.schemas.Evidence;
import io.pulltriage.schemas.EvidenceSource;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.PodEvent;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.standalone.reclassify.Difference.Change;
import io.pulltriage.standalone.report.Samples;
import io.pulltriage.testkit.Events;
import io.pulltriage.testkit.Pods;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  private static final String TEXT = "toomanyrequests";

  private final RetainedFacts retained = new RetainedFacts();
  private final Incident before =
      Incident.newBuilder(Samples.tagMissing())
          .setEvidence(
              List.of(
                  Evidence.newBuilder()
                      .setSource(EvidenceSource.EVENT)
                      .setMessage(TEXT)
                      .setRule("a-rule")
                      .setAt(Samples.tagMissing().getLastSeen())
                      .build()))
          .build();
  private final Incident after = Incident.newBuilder(before).setRulesVersion("2").build();
  private final PodSnapshot pod =
      Pods.failing(before.getCluster(), before.getNamespace(), before.getWorkload().getName())
          .waiting("app", "ErrImagePull", "")
          .build();

  @Test
  void shouldTellWhatHasAnotherCauseOrConfidence() {
    // Given
    retain(TEXT);

    // Then
    assertThat(change(Incident.newBuilder(after).setCause(Cause.FORBIDDEN).build()))
        .isEqualTo(Change.CAUSE);
    assertThat(change(Incident.newBuilder(after).setConfidence(Confidence.LIKELY).build()))
        .isEqualTo(Change.CONFIDENCE);
    assertThat(compare(before, after, Instant.EPOCH).same()).isEqualTo(1);
  }

  @Test
  void shouldNotBlameTheRulesForTextsThatAreGone() {
    Reclassification result =
        compare(
            before, Incident.newBuilder(after).setCause(Cause.NO_DETAIL).build(), Instant.EPOCH);

    assertThat(result.differences()).isEmpty();
    assertThat(result.notRetained()).isEqualTo(1);
  }

  @Test
  void shouldNotBlameTheSameRules() {
    // Given
    retain(TEXT);

    // When
    Reclassification result =
        compare(
            before, Incident.newBuilder(before).setCause(Cause.FORBIDDEN).build(), Instant.EPOCH);

    // Then
    assertThat(result.differences()).isEmpty();
    assertThat(result.notRetained()).isEqualTo(1);
  }

  @Test
  void shouldTellOfARemovalOnlyIfThePodsFailureIsStillThere() {
    // Given
    retain(TEXT);
    assertThat(compare(before, null, Instant.EPOCH).notRetained()).isEqualTo(1);

    // When
    retained.add(
        PodSnapshot.newBuilder(pod).setObservedAt(before.getFirstSeen().plusSeconds(1)).build());

    // Then
    assertThat(compare(before, null, Instant.EPOCH).differences())
        .extracting(Difference::change)
        .containsExactly(Change.REMOVED);
  }

  @Test
  void shouldNotCompareWhatBeganBeforeEventsWereRead() {
    Reclassification result = compare(before, null, before.getFirstSeen().plusSeconds(1));

    assertThat(result.differences()).isEmpty();
    assertThat(result.beganBefore()).isEqualTo(1);
  }

  @Test
  void shouldLeaveOutWhatWasOverByThen() {
    Incident over = Samples.replaced();

    Reclassification result = compare(over, null, over.getLastSeen().plusSeconds(1));

    assertThat(result).isEqualTo(new Reclassification("2", List.of(), 0, 0, 0, 0, 0));
  }

  private void retain(String text) {
    PodEvent event = Events.warning(pod, "Failed", text).build();
    retained.add(event);
  }

  private Change change(Incident now) {
    return compare(before, now, Instant.EPOCH).differences().get(0).change();
  }

  private Reclassification compare(
      @Nullable Incident one, @Nullable Incident other, Instant since) {
    return Comparison.of(
        one == null ? Map.of() : Map.of(one.getId(), one),
        other == null ? Map.of() : Map.of(other.getId(), other),
        retained,
        since,
        "2");
  }
}
