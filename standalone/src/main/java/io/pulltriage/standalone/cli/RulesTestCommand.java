package io.pulltriage.standalone.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.pulltriage.classifier.Classification;
import io.pulltriage.classifier.examples.Example;
import io.pulltriage.classifier.examples.RuleTrial;
import io.pulltriage.standalone.explain.WhyJson;
import io.pulltriage.standalone.explain.WhyText;
import io.pulltriage.standalone.terminal.Console;
import io.pulltriage.standalone.terminal.DisplayText;
import io.pulltriage.standalone.terminal.FieldBlock;
import io.pulltriage.standalone.terminal.Style;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Holds rules against examples. */
@Command(
    name = "test",
    description = {
      "Tests rules against examples and says of each that fails why. A file may hold rules, which"
          + " are tested against their own examples, or 'examples' of what messages should be,"
          + " or both; docs/rules.md describes it."
    })
final class RulesTestCommand implements Callable<Integer> {

  private static final int QUOTED = 100;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Rules, examples or both.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--rules",
      paramLabel = "FILE",
      description = "Further rules of your own, before the bundled ones; may be repeated.")
  private List<Path> rules = new ArrayList<>();

  @Option(names = "--why", description = "Show of each example why, not only of those that fail.")
  private boolean why;

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      description = "text or json: one object a line (${DEFAULT-VALUE}).",
      defaultValue = "text",
      converter = ExplainCommand.FormatConverter.class)
  private ExplainCommand.Format format = ExplainCommand.Format.TEXT;

  private final Console console;

  RulesTestCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    List<Example.Result> results = RuleTrial.run(rules, files);
    switch (format) {
      case TEXT -> printText(results);
      case JSON -> printJson(results);
    }
    return results.stream().allMatch(Example.Result::passed) ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private void printText(List<Example.Result> results) throws IOException {
    long failed = results.stream().filter(result -> !result.passed()).count();
    for (Example.Result result : results) {
      Example example = result.example();
      FieldBlock block =
          new FieldBlock(console.screen())
              .heading(
                  "%s %s:%d %s"
                      .formatted(
                          result.passed() ? "ok  " : "FAIL",
                          example.file(),
                          example.line(),
                          DisplayText.shortened(example.message().text(), QUOTED)),
                  result.passed() ? Style.GOOD : Style.ALARM)
              .fields("problem", result.problems());
      if (why || !result.passed()) {
        WhyText.write(result.why(), example.message().text(), block);
        block.fields("unseen", unseen(result));
      }
      console.results().write(block.toString());
    }
    String summary = "%d passed, %d failed".formatted(results.size() - failed, failed);
    console
        .results()
        .write(new FieldBlock(console.screen()).heading(summary, Style.STRONG).toString());
  }

  /** A rule of which no word was found is not among those that were considered. */
  private static List<String> unseen(Example.Result result) {
    return result.example().rule().stream()
        .filter(
            id ->
                result.why().candidates().stream()
                    .noneMatch(candidate -> candidate.rule().equals(id)))
        .map(id -> id + ": none of its phrases stands in the text")
        .toList();
  }

  private void printJson(List<Example.Result> results) throws IOException {
    for (Example.Result result : results) {
      try (JsonGenerator json =
          new JsonFactory()
              .createGenerator(console.results())
              .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
        write(result, json);
      }
      console.results().write('\n');
    }
  }

  private static void write(Example.Result result, JsonGenerator json) throws IOException {
    Example example = result.example();
    Classification found = result.why().classification();
    json.writeStartObject();
    json.writeStringField("file", example.file());
    json.writeNumberField("line", example.line());
    json.writeStringField("message", example.message().text());
    json.writeBooleanField("passed", result.passed());
    json.writeArrayFieldStart("problems");
    for (String problem : result.problems()) {
      json.writeString(problem);
    }
    json.writeEndArray();
    json.writeStringField("cause", found.cause().map(Enum::name).orElse(Classification.NOT_PULL));
    json.writeStringField("confidence", found.confidence().name());
    json.writeStringField("rule", found.rule().orElse(null));
    json.writeFieldName("why");
    WhyJson.write(result.why(), example.message().text(), json);
    json.writeEndObject();
  }
}
