package io.pulltriage.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.ContainerSnapshot;
import io.pulltriage.schemas.ContainerState;
import io.pulltriage.schemas.PodSnapshot;
import org.junit.jupiter.api.Test;

class PodsTest {

  @Test
  void shouldFollowAPodThroughItsLife() {
    Pods maker = Pods.failing("lab-a", "shop", "api").waiting("app", "ErrImagePull", "not found");

    PodSnapshot before = maker.build();
    PodSnapshot after = maker.revision(1).running("app", Pods.LONG_AGO.plusSeconds(9)).build();

    assertThat(after.getUid()).isEqualTo(before.getUid());
    assertThat(after.getContainers()).hasSize(1);
    ContainerSnapshot container = after.getContainers().get(0);
    assertThat(container.getState()).isEqualTo(ContainerState.RUNNING);
    assertThat(container.getWaitingReason()).isEmpty();
    assertThat(before.getContainers().get(0).getWaitingReason()).contains("ErrImagePull");
  }

  @Test
  void shouldGiveEachReplicaItsOwnIdentity() {
    Pods maker = Pods.failing("lab-a", "shop", "api");

    PodSnapshot first = maker.replica(1).build();
    PodSnapshot second = maker.replica(2).build();

    assertThat(second.getName()).isNotEqualTo(first.getName());
    assertThat(second.getUid()).isNotEqualTo(first.getUid());
    assertThat(second.getWorkload()).isEqualTo(first.getWorkload());
  }
}
