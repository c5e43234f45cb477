package io.pulltriage.standalone.cli;

import io.pulltriage.standalone.terminal.DisplayText;
import java.io.PrintStream;

/** What of the input cannot be used: the first few are told, all are counted. Not thread-safe. */
final class InputProblems {

  private static final int MAX_TOLD = 10;

  private final String command;
  private final PrintStream messages;
  private long found;

  /**
   * None yet.
   *
   * @param command who tells of them
   */
  InputProblems(String command, PrintStream messages) {
    this.command = command;
    this.messages = messages;
  }

  /** There is one more. */
  void add(String place, String problem) {
    found++;
    if (found <= MAX_TOLD) {
      tell(place + ": " + problem);
    }
  }

  /** Says how many there were that have not been told. */
  void tellRest() {
    if (found > MAX_TOLD) {
      tell("and " + (found - MAX_TOLD) + " more that cannot be used");
    }
  }

  boolean any() {
    return found > 0;
  }

  private void tell(String text) {
    messages.println(DisplayText.harmless(command + ": " + text));
  }
}
