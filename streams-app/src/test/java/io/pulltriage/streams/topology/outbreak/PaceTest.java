package io.pulltriage.streams.topology.outbreak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {

  @ParameterizedTest(name = "{0} clusters: {1} of 100 times")
  @CsvSource({"1, 100", "16, 100", "17, 50", "32, 50", "160, 10", "1600, 1", "16000, 0"})
  void shouldSumUpLargeScopesLessOften(int clusters, int expected) {
    Pace pace = new Pace(16);
    pace.summedUp("scope", clusters);

    long due =
        IntStream.range(0, 100)
            .filter(
                time -> {
                  boolean now = pace.isDue("scope");
                  if (now) {
                    pace.summedUp("scope", clusters);
                  }
                  return now;
                })
            .count();

    assertThat(due).isEqualTo(expected);
  }

  @ParameterizedTest(name = "a scope that shrinks to {0}")
  @CsvSource({"0", "16"})
  void shouldSumUpSmallScopesAtOnceAgain(int clusters) {
    Pace pace = new Pace(16);
    pace.summedUp("scope", 1000);

    pace.summedUp("scope", clusters);

    assertThat(pace.isDue("scope")).isTrue();
  }
}
