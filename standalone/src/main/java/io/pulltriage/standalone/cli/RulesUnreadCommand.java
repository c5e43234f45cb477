package io.pulltriage.standalone.cli;

import io.pulltriage.classifier.Classification;
import io.pulltriage.classifier.Classifier;
import io.pulltriage.classifier.Message;
import io.pulltriage.classifier.TextShape;
import io.pulltriage.schemas.Cause;
import io.pulltriage.standalone.explain.InquiryException;
import io.pulltriage.standalone.explain.InquiryReader;
import io.pulltriage.standalone.explain.MessageLines;
import io.pulltriage.standalone.report.UnreadJson;
import io.pulltriage.standalone.report.UnreadTable;
import io.pulltriage.standalone.report.UnreadWording;
import io.pulltriage.standalone.terminal.Console;
import io.pulltriage.streams.explain.Inquiry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The wordings of messages that no rule reads. */
@Command(
    name = "unread",
    description =
        "Counts the messages that no rule reads, by their wording, with placeholders in the place"
            + " of names. Takes one message per line from standard input.")
final class RulesUnreadCommand implements Callable<Integer> {

  private static final int MOST = 100;

  /** Those without any cause first, the most frequent first among them. */
  private static final Comparator<UnreadWording> ORDER =
      Comparator.comparing(UnreadWording::cause, Comparator.reverseOrder())
          .thenComparing(UnreadWording::seen, Comparator.reverseOrder())
          .thenComparing(UnreadWording::shape);

  @Parameters(paramLabel = "-", description = "Messages as explain takes them.")
  private String input = "";

  @Option(
      names = "--rules",
      paramLabel = "FILE",
      description = "Your own rules, before the bundled ones. May be repeated; the first wins.")
  private List<Path> rules = new ArrayList<>();

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      description = "text or json: one object a line (${DEFAULT-VALUE}).",
      defaultValue = "text",
      converter = ExplainCommand.FormatConverter.class)
  private ExplainCommand.Format format = ExplainCommand.Format.TEXT;

  @Spec
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  private CommandSpec spec;

  private final Console console;
  private final InputProblems problems;

  RulesUnreadCommand(Console console) {
    this.console = console;
    this.problems = new InputProblems("pulltriage rules unread", console.messages());
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!input.equals("-")) {
      throw new ParameterException(
          spec.commandLine(), "'" + input + "': messages are read from standard input, as -");
    }
    show(count(Classifier.withUserRules(rules)));
    problems.tellRest();
    return problems.any() ? ExitCode.SOFTWARE : ExitCode.OK;
  }

  private void show(List<UnreadWording> unread) throws IOException {
    switch (format) {
      case TEXT -> console.results().write(UnreadTable.render(unread, MOST, console.screen()));
      case JSON -> {
        for (UnreadWording text : unread) {
          console.results().write(UnreadJson.render(text) + '\n');
        }
      }
    }
  }

  private List<UnreadWording> count(Classifier classifier) throws IOException {
    Map<String, UnreadWording> counts = new LinkedHashMap<>();
    InquiryReader reader = new InquiryReader(null, null);
    MessageLines lines = new MessageLines(console.input(), () -> {});
    for (var line = lines.next(); line != null; line = lines.next()) {
      try {
        count(reader.read(line.text()), classifier, counts);
      } catch (InquiryException e) {
        problems.add("line " + line.number(), String.valueOf(e.getMessage()));
      }
    }
    return counts.values().stream().sorted(ORDER).toList();
  }

  private static void count(
      Inquiry inquiry, Classifier classifier, Map<String, UnreadWording> counts) {
    Classification found =
        classifier.classify(new Message(inquiry.message(), inquiry.reason(), null));
    Cause cause = found.cause().orElse(null);
    if (cause != Cause.UNKNOWN && cause != Cause.NO_DETAIL) {
      return;
    }
    TextShape shape = classifier.shape(inquiry.message(), Set.of());
    if (shape.bare()) {
      return;
    }
    List<String> reasons = inquiry.reason() == null ? List.of() : List.of(inquiry.reason());
    counts.merge(
        cause + shape.text(),
        new UnreadWording(shape.text(), cause, reasons, 1),
        (known, one) -> known.oneMore());
  }
}
