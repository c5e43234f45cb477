package io.pulltriage.standalone.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpeedTest {

  @Test
  void shouldReadMaxAndFactors() {
    assertThat(Speed.parse("max")).isEqualTo(Speed.MAX);
    assertThat(Speed.parse("MAX")).isEqualTo(Speed.MAX);
    assertThat(Speed.parse("50x").factor()).hasValue(50);
    assertThat(Speed.parse("0.5X").factor()).hasValue(0.5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "50",
        "-1x",
        "0x",
        "0.0x",
        "1e3x",
        "NaNx",
        "Infinityx",
        ".5x",
        "9999999x"
      })
  void shouldRefuseEverythingElse(String text) {
    assertThatThrownBy(() -> Speed.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("'" + text + "' is not a speed");
  }
}
