package io.pulltriage.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** The command line, for tests of what calls it. */
public final class Arguments {

  private Arguments() {}

  /** Asserts that there is such a command and that it takes these options; runs nothing. */
  public static void assertUnderstood(List<String> arguments) {
    List<String> asked = new ArrayList<>(arguments);
    asked.add("--help");
    Outcome outcome = Outcome.of(asked.toArray(new String[0]));
    assertThat(outcome.status()).as("%s: %s", arguments, outcome.err()).isZero();
    assertThat(outcome.out()).contains(arguments.get(0));
  }
}
