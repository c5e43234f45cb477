package io.pulltriage.standalone.cli;

import io.pulltriage.standalone.deadletters.DeadLetter;
import io.pulltriage.standalone.deadletters.DeadLetters;
import io.pulltriage.standalone.deadletters.DeadLetters.Fate;
import io.pulltriage.standalone.terminal.Console;
import io.pulltriage.standalone.terminal.DisplayText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends dead letters back. */
@Command(
    name = "retry",
    description = {
      "Sends records back to the topics that they came from, as they were, for another try.",
      "The dead letters stay where they are until their time has passed."
    },
    exitCodeList = {"0:all are sent", "1:failed, or some were not sent", "2:wrong usage"})
final class DeadLettersRetryCommand implements Callable<Integer> {

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private LetterOptions letters = new LetterOptions();

  @Parameters(paramLabel = "ID", arity = "0..*", description = "As 'list' prints them.")
  private List<String> ids = new ArrayList<>();

  @Option(names = "--all", description = "All dead letters there are.")
  private boolean all;

  @Option(names = "--dry-run", description = "Only say which would be sent.")
  private boolean dryRun;

  @Option(
      names = "--even-superseded",
      description = "Also those whose topic has a newer record of the same key, which they undo.")
  private boolean evenSuperseded;

  @Option(
      names = "--output",
      paramLabel = "table|json",
      description = "A line for each, or one JSON object a line (${DEFAULT-VALUE}).",
      converter = ReportFormat.Converter.class)
  private ReportFormat format = ReportFormat.TABLE;

  @Spec
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  private CommandSpec spec;

  private final Console console;
  private final Map<String, String> environment;
  private boolean somethingLeft;

  DeadLettersRetryCommand(Console console, Map<String, String> environment) {
    this.console = console;
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (ids.isEmpty() && letters.areNone() && !all) {
      throw new ParameterException(
          spec.commandLine(), "which? name IDs, filter by an option, or say --all");
    }
    console.progress().show("reading dead letters");
    try (DeadLetters topic = new DeadLetters(connection.read(environment))) {
      List<DeadLetter> found = topic.find(letters.filter(ids));
      console.progress().close();
      ids.stream()
          .filter(id -> found.stream().noneMatch(letter -> letter.id().equals(id)))
          .forEach(this::tellMissing);
      if (dryRun) {
        for (DeadLetter letter : found) {
          print(letter, "would be sent");
        }
      } else {
        topic.retry(found, evenSuperseded, this::print);
      }
      return somethingLeft ? ExitCode.SOFTWARE : ExitCode.OK;
    }
  }

  private void tellMissing(String id) {
    somethingLeft = true;
    console.messages().println("pulltriage: there is no dead letter " + DisplayText.harmless(id));
  }

  private void print(DeadLetter letter, Fate fate) throws IOException {
    somethingLeft |= fate != Fate.SENT;
    print(letter, fate.name().toLowerCase(Locale.ROOT));
  }

  private void print(DeadLetter letter, String fate) throws IOException {
    String line =
        switch (format) {
          case TABLE ->
              DisplayText.harmless(
                      "%s %s: %s %s".formatted(letter.id(), fate, letter.topic(), letter.key()))
                  + '\n';
          case JSON -> LetterReport.json(letter, fate, false);
        };
    console.results().write(line);
    console.results().flush();
  }
}
