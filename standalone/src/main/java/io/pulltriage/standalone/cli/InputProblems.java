package io.pulltriage.standalone.cli;

import java.io.PrintStream;
import picocli.CommandLine.ExitCode;

/** What was wrong with lines of the input: the first few are printed, all are counted. */
final class InputProblems {

  private static final int MAX_PRINTED = 10;

  private final PrintStream messages;
  private long found;
  private long failed;

  InputProblems(PrintStream messages) {
    this.messages = messages;
  }

  /** A line was read all the same. */
  void warn(long line, String problem) {
    found++;
    if (found <= MAX_PRINTED) {
      messages.println("pulltriage explain: line " + line + ": " + problem);
    }
  }

  /** A line could not be read. */
  void fail(long line, String problem) {
    failed++;
    warn(line, problem);
  }

  /** Says how many more there were, and gives the exit status that all of them make. */
  int report() {
    if (found > MAX_PRINTED) {
      messages.printf("pulltriage explain: %d more such lines%n", found - MAX_PRINTED);
    }
    return failed == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
  }
}
