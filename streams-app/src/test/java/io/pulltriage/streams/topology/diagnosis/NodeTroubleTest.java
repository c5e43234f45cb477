package io.pulltriage.streams.topology.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Evidence;
import io.pulltriage.testkit.Nodes;
import org.junit.jupiter.api.Test;

class NodeTroubleTest {

  @Test
  void shouldSayNothingOfAWellNode() {
    assertThat(
            NodeTrouble.of(
                Nodes.ready("lab-a", "a1")
                    .condition("DiskPressure", "False", "KubeletHasNoDiskPressure")
                    .condition("EtcdIsVoter", "True", "MemberNotLearner")
                    .build()))
        .isEmpty();
  }

  @Test
  void shouldTellOfPressureAndSilence() {
    assertThat(
            NodeTrouble.of(
                Nodes.ready("lab-a", "a1")
                    .condition("Ready", "Unknown", "NodeStatusUnknown")
                    .condition("DiskPressure", "True", "KubeletHasDiskPressure")
                    .condition("NetworkUnavailable", "True", "")
                    .build()))
        .extracting(Evidence::getMessage)
        .containsExactlyInAnyOrder(
            "Node a1 reports Ready=Unknown (NodeStatusUnknown).",
            "Node a1 reports DiskPressure=True (KubeletHasDiskPressure).",
            "Node a1 reports NetworkUnavailable=True.");
  }

  @Test
  void shouldBearOnTimeoutsAndDisksAndNotOnTags() {
    assertThat(NodeTrouble.concerns(Cause.NETWORK_TIMEOUT)).isTrue();
    assertThat(NodeTrouble.concerns(Cause.DISK_FULL)).isTrue();
    assertThat(NodeTrouble.concerns(Cause.TAG_NOT_FOUND)).isFalse();
  }
}
