package io.pulltriage.streams.query.part;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChangelogLagsTest {

  private static final long UNKNOWN = ChangelogLags.UNKNOWN;

  @Test
  void shouldTakeTheStoreThatIsFarthestBehind() {
    assertThat(ChangelogLags.together(List.of(Map.of(0, 0L, 1, 7L), Map.of(0, 3L, 1, 0L))))
        .isEqualTo(Map.of(0, 3L, 1, 7L));
  }

  @Test
  void shouldNotTellWhereOneStoreDoesNot() {
    assertThat(
            ChangelogLags.together(
                List.of(
                    Map.of(0, 5L, 1, UNKNOWN, 2, 0L), Map.of(0, UNKNOWN, 1, 5L), Map.of(0, 0L))))
        .isEqualTo(Map.of(0, UNKNOWN, 1, UNKNOWN, 2, UNKNOWN));
  }

  @Test
  void shouldTellNothingOfNothing() {
    assertThat(ChangelogLags.together(List.of())).isEmpty();
    assertThat(ChangelogLags.together(List.of(Map.of(), Map.of()))).isEmpty();
  }
}
