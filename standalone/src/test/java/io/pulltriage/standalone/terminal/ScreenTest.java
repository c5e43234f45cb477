package io.pulltriage.standalone.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class ScreenTest {

  @Test
  void shouldShowNoColorsWhereNothingSaysThatThereIsATerminal() {
    assertThat(Screen.detect(new Properties(), Map.of("TERM", "xterm")))
        .isEqualTo(new Screen(false, false, Screen.DEFAULT_WIDTH, false));
  }

  @Test
  void shouldUseWhatTheLauncherSaw() {
    assertThat(Screen.detect(properties("in,err,out", "93"), Map.of("TERM", "xterm")))
        .isEqualTo(new Screen(true, true, 93, true));
    assertThat(Screen.detect(properties("err", "93"), Map.of()).colored()).isFalse();
  }

  @Test
  void shouldObeyTheCustomsOfColor() {
    assertThat(coloredOnTerminal("NO_COLOR", "1")).isFalse();
    assertThat(coloredOnTerminal("NO_COLOR", "")).isTrue();
    assertThat(coloredOnTerminal("CLICOLOR", "0")).isFalse();
    assertThat(coloredOnTerminal("CLICOLOR", "1")).isTrue();
    assertThat(coloredOnTerminal("TERM", "dumb")).isFalse();
    assertThat(Screen.detect(new Properties(), Map.of("CLICOLOR_FORCE", "1")).colored()).isTrue();
    assertThat(
            Screen.detect(new Properties(), Map.of("CLICOLOR_FORCE", "1", "NO_COLOR", "1"))
                .colored())
        .isFalse();
  }

  @Test
  void shouldPreferTheWidthThatTheUserAsksFor() {
    assertThat(Screen.detect(properties("out", "93"), Map.of("COLUMNS", "70")).width())
        .isEqualTo(70);
    assertThat(Screen.detect(properties("out", "0"), Map.of("COLUMNS", "wide")).width())
        .isEqualTo(Screen.DEFAULT_WIDTH);
    assertThat(Screen.detect(properties("out", "12"), Map.of()).width()).isEqualTo(40);
  }

  private static boolean coloredOnTerminal(String variable, String value) {
    return Screen.detect(properties("in,err,out", "80"), Map.of(variable, value)).colored();
  }

  private static Properties properties(String terminals, String columns) {
    Properties properties = new Properties();
    properties.setProperty("pulltriage.tty", terminals);
    properties.setProperty("pulltriage.columns", columns);
    return properties;
  }
}
