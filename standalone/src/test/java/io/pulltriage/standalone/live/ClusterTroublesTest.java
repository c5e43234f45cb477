package io.pulltriage.standalone.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClusterTroublesTest {

  @Test
  void shouldTellEachTroubleOnceAndItsEnd() {
    // Given
    List<String> told = new ArrayList<>();
    ClusterTroubles troubles = new ClusterTroubles(told::add);

    // When
    troubles.tell(Map.of("prod", "refused"));
    troubles.tell(Map.of("prod", "refused"));
    troubles.tell(Map.of("prod", "401"));
    troubles.tell(Map.of());
    troubles.tell(Map.of());

    // Then
    assertThat(told)
        .containsExactly(
            "cluster prod is not watched, will be tried again: refused",
            "cluster prod is not watched, will be tried again: 401",
            "cluster prod is watched again");
  }
}
