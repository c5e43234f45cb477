package io.pulltriage.streams.topology.outbreak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProportionTest {

  /** From Wilson's formula, as statsmodels' proportion_confint gives it. */
  @ParameterizedTest(name = "{0} of {1}")
  @CsvSource({
    "95, 100, 0.8882, 0.9785",
    "10, 10, 0.7225, 1.0",
    "0, 10, 0.0, 0.2775",
    "490, 493, 0.9823, 0.9979"
  })
  void shouldGiveTheIntervalOfWilson(long part, long all, double low, double high) {
    Proportion proportion = new Proportion(part, all);

    assertThat(proportion.low()).isCloseTo(low, within(0.0001));
    assertThat(proportion.high()).isCloseTo(high, within(0.0001));
  }

  @ParameterizedTest(name = "{0} of {1}")
  @CsvSource({"95, 100, 0.950 (0.888–0.978)", "0, 0, –"})
  void shouldSayHowSureItIs(long part, long all, String text) {
    assertThat(new Proportion(part, all).text()).isEqualTo(text);
  }
}
