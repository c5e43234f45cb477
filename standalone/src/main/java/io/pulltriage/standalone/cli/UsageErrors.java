package io.pulltriage.standalone.cli;

import io.pulltriage.standalone.terminal.DisplayText;
import java.io.PrintStream;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with the arguments, and what may have been meant. */
final class UsageErrors implements IParameterExceptionHandler {

  private final PrintStream messages;

  UsageErrors(PrintStream messages) {
    this.messages = messages;
  }

  @Override
  public int handleParseException(ParameterException error, String[] arguments) {
    CommandLine command = error.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    String problem =
        error instanceof UnmatchedArgumentException unmatched
            ? problem(unmatched)
            : String.valueOf(error.getMessage());
    messages.println(DisplayText.harmless(name + ": " + problem));
    messages.println("Try '" + name + " --help'.");
    return ExitCode.USAGE;
  }

  private static String problem(UnmatchedArgumentException error) {
    String argument = '\'' + error.getUnmatched().get(0) + '\'';
    CommandLine command = error.getCommandLine();
    List<String> known = error.getSuggestions();
    if (error.isUnknownOption() && known.isEmpty()) {
      return "unknown option " + argument + "; an argument that begins with - goes after --";
    }
    String hint = known.isEmpty() ? "" : "; did you mean " + String.join(" or ", known) + '?';
    if (error.isUnknownOption()) {
      return "unknown option " + argument + hint;
    }
    return command.getSubcommands().isEmpty()
        ? "one argument too many: " + argument + "; words with spaces between them need quotes"
        : "unknown command " + argument + hint;
  }
}
