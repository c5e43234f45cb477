package io.pulltriage.standalone.cli;

import io.pulltriage.standalone.terminal.DisplayText;
import java.io.PrintStream;
import picocli.CommandLine.ExitCode;

/** What was wrong with parts of the input: the first few are printed, all are counted. */
final class InputProblems {

  private static final int MAX_PRINTED = 10;

  private final PrintStream messages;
  private final String command;
  private long found;
  private long failed;

  InputProblems(PrintStream messages, String command) {
    this.messages = messages;
    this.command = command;
  }

  /** It was read all the same. */
  void warn(String place, String problem) {
    found++;
    if (found <= MAX_PRINTED) {
      messages.println(
          "pulltriage " + command + ": " + DisplayText.harmless(place + ": " + problem));
    }
  }

  /** It could not be read. */
  void fail(String place, String problem) {
    failed++;
    warn(place, problem);
  }

  /** Says how many more there were, and gives the exit status that all of them make. */
  int report() {
    if (found > MAX_PRINTED) {
      messages.printf("pulltriage %s: %d more such problems%n", command, found - MAX_PRINTED);
    }
    return failed == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
  }
}
