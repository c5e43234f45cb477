package io.pulltriage.standalone.cli;

import io.pulltriage.classifier.Catalogue;
import io.pulltriage.classifier.Classifier;
import io.pulltriage.classifier.KnownImages;
import io.pulltriage.standalone.explain.ExplanationJson;
import io.pulltriage.standalone.explain.ExplanationOutput;
import io.pulltriage.standalone.explain.ExplanationText;
import io.pulltriage.standalone.explain.InquiryException;
import io.pulltriage.standalone.explain.InquiryReader;
import io.pulltriage.standalone.explain.KnowledgeFiles;
import io.pulltriage.standalone.explain.MessageLines;
import io.pulltriage.standalone.terminal.Console;
import io.pulltriage.streams.explain.Explainer;
import io.pulltriage.streams.explain.Inquiry;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Classifies messages without Kafka. */
@Command(
    name = "explain",
    description = "Says what a message of a kubelet or container runtime means, and what to do.")
final class ExplainCommand implements Callable<Integer> {

  /** How explanations are printed. */
  enum Format {
    TEXT,
    JSON
  }

  static final class FormatConverter extends ChoiceConverter<Format> {
    FormatConverter() {
      super(Format.class);
    }
  }

  private static final String STANDARD_INPUT = "-";

  @Parameters(
      arity = "0..1",
      paramLabel = "MESSAGE|-",
      description = {
        "The message; with - one per line from standard input. One that is a JSON object is read"
            + " as {\"message\",\"reason\"?,\"image\"?}."
      })
  private @Nullable String message;

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      description =
          "text or json: one object a line, in the order of the input (${DEFAULT-VALUE}).",
      defaultValue = "text",
      converter = FormatConverter.class)
  private Format format = Format.TEXT;

  @Option(
      names = "--reason",
      paramLabel = "REASON",
      description = "Reason of the event or waiting state, for messages that name none.")
  private @Nullable String reason;

  @Option(
      names = "--image",
      paramLabel = "IMAGE",
      description =
          "Image it is about, where the message does not name it: adds what is known of it.")
  private @Nullable String image;

  @Option(
      names = "--why",
      description = "Show which rules were considered, what matched where, and why one won.")
  private boolean why;

  @Mixin private final KnowledgeOptions knowledge = new KnowledgeOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  private CommandSpec spec;

  private final Console console;
  private final InputProblems problems;

  ExplainCommand(Console console) {
    this.console = console;
    this.problems = new InputProblems("pulltriage explain", console.messages());
  }

  @Override
  public Integer call() throws IOException {
    if (message == null && console.screen().inputInteractive()) {
      throw new ParameterException(
          spec.commandLine(), "no message given; with - they are read from standard input");
    }
    String text = message == null ? STANDARD_INPUT : message;
    boolean manyMessages = text.equals(STANDARD_INPUT);
    KnowledgeFiles files = knowledge.files();
    Explainer explainer =
        new Explainer(
            Classifier.withUserRules(files.rules()),
            Catalogue.bundled(),
            () -> KnownImages.withUserEntries(files.knownImages()),
            why);
    InquiryReader reader = new InquiryReader(reason, image);
    ExplanationOutput output =
        switch (format) {
          case TEXT -> new ExplanationText(console.results(), console.screen(), manyMessages);
          case JSON -> new ExplanationJson(console.results());
        };
    if (manyMessages) {
      MessageLines lines = new MessageLines(console.input(), console.results());
      for (var line = lines.next(); line != null; line = lines.next()) {
        answer("line " + line.number(), line.text(), explainer, reader, output);
      }
    } else {
      answer("message", text, explainer, reader, output);
    }
    problems.tellRest();
    return problems.any() ? ExitCode.SOFTWARE : ExitCode.OK;
  }

  /** What says nothing usable still gets an answer, so that answers and lines match up. */
  private void answer(
      String place,
      @Nullable String text,
      Explainer explainer,
      InquiryReader reader,
      ExplanationOutput output)
      throws IOException {
    try {
      Inquiry inquiry = reader.read(text);
      output.write(inquiry, explainer.explain(inquiry));
    } catch (InquiryException e) {
      problems.add(place, String.valueOf(e.getMessage()));
      output.write(new Inquiry(text == null ? "" : text, null, null), explainer.ofNothing());
    }
  }
}
