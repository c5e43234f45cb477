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
import picocli.CommandLine.Parameters;

/** Shows one dead letter in full. */
@Command(name = "show", description = "Shows a dead letter in full, with where its error happened.")
final class DeadLettersShowCommand implements Callable<Integer> {

  @Mixin private ConnectionOptions connection = new ConnectionOptions();

  @Parameters(paramLabel = "ID", description = "As 'list' prints it, such as 2-17.")
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  private String id;

  @Option(
      names = "--output",
      paramLabel = "table|json",
      description = "For people, or one JSON object with the value in Base64 (${DEFAULT-VALUE}).",
      converter = ReportFormat.Converter.class)
  private ReportFormat format = ReportFormat.TABLE;

  private final Console console;
  private final Map<String, String> environment;

  DeadLettersShowCommand(Console console, Map<String, String> environment) {
    this.console = console;
    this.environment = environment;
  }

  @Override
  public Integer call() throws IOException {
    console.progress().show("reading dead letters");
    try (DeadLetters topic = new DeadLetters(connection.read(environment))) {
      List<DeadLetter> found = topic.find(new LetterOptions().filter(List.of(id)));
      console.progress().close();
      if (found.isEmpty()) {
        throw new IOException("there is no dead letter " + id);
      }
      DeadLetter letter = found.get(0);
      console
          .results()
          .write(
              switch (format) {
                case TABLE -> LetterReport.details(letter, console.screen());
                case JSON -> LetterReport.json(letter, "", true);
              });
      return ExitCode.OK;
    }
  }
}
