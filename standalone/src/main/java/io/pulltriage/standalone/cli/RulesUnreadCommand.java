package io.pulltriage.standalone.cli;

import io.pulltriage.classifier.Classification;
import io.pulltriage.classifier.Classifier;
import io.pulltriage.classifier.Message;
import io.pulltriage.classifier.TextShape;
import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.internal.UnreadText;
import io.pulltriage.standalone.explain.InquiryException;
import io.pulltriage.standalone.explain.InquiryReader;
import io.pulltriage.standalone.explain.MessageLines;
import io.pulltriage.standalone.remote.RemoteUnread;
import io.pulltriage.standalone.report.UnreadJson;
import io.pulltriage.standalone.report.UnreadTable;
import io.pulltriage.standalone.terminal.Console;
import io.pulltriage.streams.explain.Inquiry;
import io.pulltriage.streams.query.UnreadTexts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
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
            + " of names: those that a running instance has met, or with - one per line from"
            + " standard input.")
final class RulesUnreadCommand implements Callable<Integer> {

  private static final int MOST = 100;

  /** Lines of standard input have none. */
  private static final Instant NO_TIME = Instant.EPOCH;

  @Parameters(arity = "0..1", paramLabel = "-", description = "Messages as explain takes them.")
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

  @Mixin private final RemoteOptions remote = new RemoteOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  private CommandSpec spec;

  private final Console console;
  private final Map<String, String> environment;
  private final InputProblems problems;

  RulesUnreadCommand(Console console, Map<String, String> environment) {
    this.console = console;
    this.environment = environment;
    this.problems = new InputProblems("pulltriage rules unread", console.messages());
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (input.isEmpty()) {
      return ask();
    }
    if (!input.equals("-")) {
      throw new ParameterException(
          spec.commandLine(), "'" + input + "': messages are read from standard input, as -");
    }
    show(UnreadTexts.of(count(Classifier.withUserRules(rules))));
    problems.tellRest();
    return problems.any() ? ExitCode.SOFTWARE : ExitCode.OK;
  }

  private int ask() throws IOException, InterruptedException {
    if (!rules.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "--rules is for messages from standard input: an instance has its own");
    }
    RemoteUnread unread = remote.api(environment).unreadTexts();
    show(unread.texts());
    unread.gaps().forEach(gap -> console.messages().println("pulltriage: " + gap));
    return ExitCode.OK;
  }

  private void show(UnreadTexts unread) throws IOException {
    switch (format) {
      case TEXT -> console.results().write(UnreadTable.render(unread, MOST, console.screen()));
      case JSON -> {
        for (UnreadText text : unread.texts()) {
          console.results().write(UnreadJson.render(text) + '\n');
        }
      }
    }
  }

  private List<UnreadText> count(Classifier classifier) throws IOException {
    Map<String, UnreadText> counts = new LinkedHashMap<>();
    InquiryReader reader = new InquiryReader(null, null);
    MessageLines lines = new MessageLines(console.input(), () -> {});
    for (var line = lines.next(); line != null; line = lines.next()) {
      try {
        count(reader.read(line.text()), classifier, counts);
      } catch (InquiryException e) {
        problems.add("line " + line.number(), String.valueOf(e.getMessage()));
      }
    }
    return List.copyOf(counts.values());
  }

  private static void count(
      Inquiry inquiry, Classifier classifier, Map<String, UnreadText> counts) {
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
    UnreadText known = counts.get(cause + shape.text());
    UnreadText.Builder next =
        known == null
            ? UnreadText.newBuilder()
                .setShape(shape.text())
                .setCause(cause)
                .setReasons(inquiry.reason() == null ? List.of() : List.of(inquiry.reason()))
                .setFirstSeen(NO_TIME)
                .setLastSeen(NO_TIME)
            : UnreadText.newBuilder(known);
    counts.put(
        cause + shape.text(), next.setSeen((known == null ? 0 : known.getSeen()) + 1).build());
  }
}
