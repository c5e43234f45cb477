package io.pulltriage.standalone.cli;

import io.pulltriage.classifier.Classification;
import io.pulltriage.classifier.Classifier;
import io.pulltriage.classifier.Message;
import io.pulltriage.classifier.rules.Rule;
import io.pulltriage.classifier.yaml.Nearest;
import io.pulltriage.standalone.report.Words;
import io.pulltriage.standalone.terminal.Console;
import io.pulltriage.standalone.terminal.FieldBlock;
import io.pulltriage.standalone.terminal.Style;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One rule in full. */
@Command(name = "show", description = "Shows a rule in full.")
final class RulesShowCommand implements Callable<Integer> {

  @Parameters(paramLabel = "ID", description = "The rule's id, as explain tells it.")
  private String id = "";

  @Option(
      names = "--rules",
      paramLabel = "FILE",
      description = "Your own rules, before the bundled ones. May be repeated; the first wins.")
  private List<Path> rules = new ArrayList<>();

  @Spec
  @SuppressWarnings("NullAway.Init") // Set by picocli.
  private CommandSpec spec;

  private final Console console;

  RulesShowCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Classifier classifier = Classifier.withUserRules(rules);
    List<Rule> all = new ArrayList<>(classifier.rules().users());
    all.addAll(classifier.rules().bundled());
    Rule found =
        all.stream()
            .filter(rule -> rule.id().equals(id))
            .findFirst()
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(),
                        "there is no rule '"
                            + id
                            + "'"
                            + Nearest.hint(id, all.stream().map(Rule::id).toList())));
    console.results().write(block(found).toString());
    return ExitCode.OK;
  }

  private FieldBlock block(Rule rule) {
    Classification result = rule.result();
    String cause = result.cause().map(Enum::name).orElse(Classification.NOT_PULL);
    Rule.Precedence precedence = rule.precedence();
    return new FieldBlock(console.screen())
        .heading(rule.id() + ": " + cause, Style.STRONG)
        .field("certainty", Words.certainty(result.confidence(), result.alternatives()))
        .fields("all", rule.text().all())
        .fields("any", rule.text().any())
        .fields("none", rule.text().none())
        .fields("reasons", rule.circumstances().reasons())
        .fields("runtimes", rule.circumstances().runtimes())
        .fields("within", rule.circumstances().within())
        .fields("outside", rule.circumstances().outside())
        .field("scope", precedence.wholeMessage() ? "message" : "error")
        .field("priority", precedence.priority() + (precedence.lastResort() ? ", last resort" : ""))
        .fields("examples", rule.examples().stream().map(Message::text).toList())
        .field("file", rule.origin().file() + ", line " + rule.origin().line());
  }
}
