package io.pulltriage.streams.topology.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Confidence;
import io.pulltriage.schemas.internal.PodFinding;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedCauseTest {

  @Test
  void shouldPreferOnePodThatKnowsToManyThatDoNot() {
    SharedCause cause =
        of(
            pod(1, Cause.NO_DETAIL, Confidence.NONE),
            pod(2, Cause.NO_DETAIL, Confidence.NONE),
            pod(3, Cause.DNS_FAILURE, Confidence.CERTAIN));

    assertThat(cause).isEqualTo(new SharedCause(Cause.DNS_FAILURE, Confidence.CERTAIN, List.of()));
  }

  @Test
  void shouldPreferTheCauseOfMostPodsAndNameTheOthers() {
    SharedCause cause =
        of(
            pod(1, Cause.TAG_NOT_FOUND, Confidence.CERTAIN),
            pod(2, Cause.DNS_FAILURE, Confidence.LIKELY),
            pod(3, Cause.DNS_FAILURE, Confidence.LIKELY));

    assertThat(cause)
        .isEqualTo(
            new SharedCause(Cause.DNS_FAILURE, Confidence.LIKELY, List.of(Cause.TAG_NOT_FOUND)));
  }

  @Test
  void shouldPreferTheSurerCauseOfAsManyPods() {
    assertThat(
            of(
                    pod(1, Cause.NETWORK_TIMEOUT, Confidence.CERTAIN),
                    pod(2, Cause.DNS_FAILURE, Confidence.LIKELY))
                .cause())
        .isEqualTo(Cause.NETWORK_TIMEOUT);
  }

  @Test
  void shouldNameWhatItsPodsLeaveOpenButNeitherItselfNorLabels() {
    PodFinding unsure =
        PodFinding.newBuilder(pod(1, Cause.NOT_FOUND_OR_PRIVATE, Confidence.AMBIGUOUS))
            .setAlternatives(
                List.of(Cause.UNAUTHENTICATED, Cause.NOT_FOUND_OR_PRIVATE, Cause.UNKNOWN))
            .build();

    assertThat(of(unsure, pod(2, Cause.NO_DETAIL, Confidence.NONE)).alternatives())
        .containsExactly(Cause.UNAUTHENTICATED);
  }

  private static SharedCause of(PodFinding... findings) {
    return SharedCause.of(List.of(findings));
  }

  private static PodFinding pod(int pod, Cause cause, Confidence confidence) {
    return Finds.failing(pod, 0).setCause(cause).setConfidence(confidence).build();
  }
}
