package io.pulltriage.streams.topology.incident;

import static io.pulltriage.streams.topology.incident.Finds.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Evidence;
import io.pulltriage.schemas.internal.PodFinding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SharedEvidenceTest {

  @Test
  void shouldTellOnceWhatManyPodsTellInTheNewestWords() {
    List<PodFinding> findings =
        List.of(
            pod(1, Cause.DNS_FAILURE, event("dns", "of pod 1", 10)),
            pod(2, Cause.DNS_FAILURE, event("dns", "of pod 2", 30)),
            pod(3, Cause.DNS_FAILURE, event("dns", "of pod 3", 20)));

    assertThat(messages(findings)).containsExactly("of pod 2");
  }

  @Test
  void shouldTellFirstWhatSpeaksForTheCause() {
    List<PodFinding> findings =
        List.of(
            pod(1, Cause.TAG_NOT_FOUND, event("tag", "no such tag", 90)),
            pod(2, Cause.DNS_FAILURE, event("dns", "no such host", 10), event("label", "x", 80)));

    assertThat(messages(findings)).containsExactly("no such host", "x", "no such tag");
  }

  @Test
  void shouldTellTheStrongestOfTooMany() {
    Evidence[] many =
        IntStream.range(0, 15)
            .mapToObj(i -> event("rule-" + i, "message " + i, i))
            .toArray(Evidence[]::new);

    assertThat(messages(List.of(pod(1, Cause.DNS_FAILURE, many))))
        .hasSize(10)
        .startsWith("message 0", "message 1");
  }

  @Test
  void shouldTellTheSameWhateverTheOrderOfPods() {
    List<PodFinding> findings = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      findings.add(
          pod(
              i,
              i % 2 == 0 ? Cause.DNS_FAILURE : Cause.TAG_NOT_FOUND,
              event("rule-" + i % 3, "same time", 5),
              event("rule-" + i % 4, "of " + i, i)));
    }
    List<String> told = messages(findings);

    Collections.reverse(findings);

    assertThat(messages(findings)).isEqualTo(told);
  }

  private static List<String> messages(List<PodFinding> findings) {
    return SharedEvidence.of(findings, Cause.DNS_FAILURE).stream()
        .map(Evidence::getMessage)
        .toList();
  }

  private static PodFinding pod(int pod, Cause cause, Evidence... evidence) {
    return Finds.failing(pod, 0).setCause(cause).setEvidence(List.of(evidence)).build();
  }
}
