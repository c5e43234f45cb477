package io.pulltriage.standalone.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClusterTroublesTest {

  private static final Set<String> PROD = Set.of("prod");

  @Test
  void shouldTellEachTroubleOnceAndItsEnd() {
    // Given
    List<String> told = new ArrayList<>();
    ClusterTroubles troubles = new ClusterTroubles(told::add);

    // When
    troubles.tell(Map.of("prod", "refused"), PROD);
    troubles.tell(Map.of("prod", "refused"), PROD);
    troubles.tell(Map.of("prod", "401"), PROD);
    troubles.tell(Map.of(), PROD);
    troubles.tell(Map.of(), PROD);

    // Then
    assertThat(told)
        .containsExactly(
            "cluster prod is not watched, will be tried again: refused",
            "cluster prod is not watched, will be tried again: 401",
            "cluster prod is watched again");
  }

  @Test
  void shouldNotCallAClusterWatchedThatWasTakenAwayWhileItWasInTrouble() {
    // Given
    List<String> told = new ArrayList<>();
    ClusterTroubles troubles = new ClusterTroubles(told::add);
    troubles.tell(Map.of("prod", "refused"), PROD);
    told.clear();

    // When
    troubles.tell(Map.of(), Set.of());

    // Then
    assertThat(told).containsExactly("cluster prod is no longer configured");
  }
}
