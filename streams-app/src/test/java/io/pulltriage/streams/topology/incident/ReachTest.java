package io.pulltriage.streams.topology.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.internal.PodFinding;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReachTest {

  @Test
  void shouldCountPodsAndNameTheirNodes() {
    assertThat(Reach.sentence(List.of(on("a1")), 1, 1)).isEqualTo("1 pod fails on node a1.");
    assertThat(Reach.sentence(List.of(on("a2"), on("a1"), on("a2")), 3, 3))
        .isEqualTo("3 pods fail on nodes a1, a2.");
  }

  @Test
  void shouldTellOfThoseThatFailedBefore() {
    assertThat(Reach.sentence(List.of(on("a1")), 4, 1))
        .isEqualTo("1 pod fails on node a1 (4 pods since it began).");
    assertThat(Reach.sentence(List.of(on("a1")), 4, 0))
        .isEqualTo("4 pods of it failed on node a1; none does any more.");
  }

  @Test
  void shouldNameNoNodeBeforeThereIsOne() {
    assertThat(Reach.sentence(List.of(Finds.failing(1, 0).build()), 1, 1))
        .isEqualTo("1 pod fails.");
  }

  private static PodFinding on(String node) {
    return Finds.failing(1, 0).setNode(node).build();
  }
}
