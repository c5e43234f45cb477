package io.pulltriage.standalone.cli;

import io.pulltriage.standalone.deadletters.DeadLetter;
import io.pulltriage.standalone.deadletters.DeadLetters;
import io.pulltriage.standalone.terminal.Console;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists dead letters. */
@Command(name = "list", description = "Lists records that could not be read or processed.")
final class DeadLettersListCommand implements Callable<Integer> {

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private LetterOptions letters = new LetterOptions();

  @Option(
      names = "--output",
      paramLabel = "table|json",
      description = "A table, or one JSON object a line (${DEFAULT-VALUE}).",
      converter = ReportFormat.Converter.class)
  private ReportFormat format = ReportFormat.TABLE;

  private final Console console;
  private final Map<String, String> environment;

  DeadLettersListCommand(Console console, Map<String, String> environment) {
    this.console = console;
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException {
    console.progress().show("reading dead letters");
    try (DeadLetters topic = new DeadLetters(connection.read(environment))) {
      List<DeadLetter> found = topic.find(letters.filter(List.of()));
      console.progress().close();
      print(found);
      return ExitCode.OK;
    }
  }

  private void print(List<DeadLetter> found) throws IOException {
    switch (format) {
      case TABLE -> {
        if (found.isEmpty()) {
          console.messages().println("pulltriage: there are no such dead letters");
        } else {
          console.results().write(LetterReport.table(found, console.screen()));
        }
      }
      case JSON -> {
        for (DeadLetter letter : found) {
          console.results().write(LetterReport.json(letter, "", false));
        }
      }
    }
  }
}
