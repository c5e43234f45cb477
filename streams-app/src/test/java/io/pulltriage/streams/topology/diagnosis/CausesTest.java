package io.pulltriage.streams.topology.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.Cause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CausesTest {

  @ParameterizedTest
  @EnumSource(value = Cause.class, mode = EnumSource.Mode.EXCLUDE, names = "NO_DETAIL")
  void shouldRankEveryCauseAboveTheBareLabel(Cause cause) {
    assertThat(Causes.rank(cause)).isGreaterThan(Causes.rank(Cause.NO_DETAIL));
  }

  @Test
  void shouldRankWhatIsWrongAboveWhatOnlyHappens() {
    assertThat(Causes.rank(Cause.OOM_KILLED)).isGreaterThan(Causes.rank(Cause.CRASH_LOOP));
    assertThat(Causes.rank(Cause.CRASH_LOOP)).isGreaterThan(Causes.rank(Cause.UNKNOWN));
    assertThat(Causes.rank(Cause.DISK_FULL)).isGreaterThan(Causes.rank(Cause.PULL_CANCELLED));
  }
}
