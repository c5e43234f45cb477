package io.pulltriage.streams.topology.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.Evidence;
import io.pulltriage.schemas.EvidenceSource;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.Termination;
import io.pulltriage.schemas.internal.PodFinding;
import io.pulltriage.testkit.Events;
import io.pulltriage.testkit.Nodes;
import io.pulltriage.testkit.Pods;
import org.junit.jupiter.api.Test;

class EvidenceListTest {

  private static final String TIMEOUT = "dial tcp 10.0.0.1:443: i/o timeout";

  @Test
  void shouldTellTheCauseOnceAndNoBareLabelBesideIt() {
    PodSnapshot pod = pod("ErrImagePull", TIMEOUT);

    PodFinding finding =
        Cases.of(pod)
            .events(
                Events.warning(pod, "Failed", "Error: ErrImagePull").build(),
                Events.warning(pod, "Failed", TIMEOUT).build())
            .finding();

    assertThat(finding.getEvidence()).extracting(Evidence::getMessage).containsExactly(TIMEOUT);
    assertThat(finding.getEvidence().get(0).getRule()).isPresent();
  }

  @Test
  void shouldAddTheNodesTroublesToATimeoutAndNotToAMissingTag() {
    Nodes node = Nodes.ready("lab-a", "a1").condition("NetworkUnavailable", "True", "NoRoute");

    assertThat(Cases.of(pod("ErrImagePull", TIMEOUT)).node(node.build()).finding().getEvidence())
        .extracting(Evidence::getMessage)
        .contains("Node a1 reports NetworkUnavailable=True (NoRoute).");
    assertThat(
            Cases.of(pod("ErrImagePull", "ghcr.io/team/api:1.4.2: not found"))
                .node(node.build())
                .finding()
                .getEvidence())
        .extracting(Evidence::getSource)
        .doesNotContain(EvidenceSource.NODE);
  }

  @Test
  void shouldNameThePolicyThatForbidsThePull() {
    PodSnapshot pod =
        Pods.failing("lab-a", "shop", "api")
            .waiting(
                "app",
                "ErrImageNeverPull",
                "Container image \"x\" is not present with pull policy of Never")
            .pullPolicy("app", "Never")
            .build();

    assertThat(Cases.of(pod).finding().getEvidence())
        .extracting(Evidence::getMessage)
        .contains("imagePullPolicy is Never.");
  }

  @Test
  void shouldShowTheLastWordsOfAProcessThatCrashes() {
    PodSnapshot crashing =
        Pods.started("lab-a", "shop", "api").crashLooping("app", "Error", 1, 4).build();
    PodSnapshot spoke =
        Shapes.with(
            crashing,
            "app",
            container ->
                container.setLastTermination(
                    Termination.newBuilder(container.build().getLastTermination().orElseThrow())
                        .setMessage("panic: no route to db\n")
                        .build()));

    assertThat(Cases.of(spoke).finding().getEvidence())
        .extracting(Evidence::getMessage)
        .contains("The process ended with exit code 1. Its last words: panic: no route to db");
  }

  private static PodSnapshot pod(String reason, String message) {
    return Pods.failing("lab-a", "shop", "api").on("a1").waiting("app", reason, message).build();
  }
}
