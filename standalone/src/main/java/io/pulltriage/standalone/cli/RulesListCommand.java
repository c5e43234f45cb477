package io.pulltriage.standalone.cli;

import io.pulltriage.classifier.Classification;
import io.pulltriage.classifier.Classifier;
import io.pulltriage.classifier.rules.Rule;
import io.pulltriage.standalone.terminal.Column;
import io.pulltriage.standalone.terminal.Console;
import io.pulltriage.standalone.terminal.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** All rules at a glance. */
@Command(name = "list", description = "Lists all rules, yours before the bundled ones.")
final class RulesListCommand implements Callable<Integer> {

  @Option(
      names = "--rules",
      paramLabel = "FILE",
      description = "Your own rules, before the bundled ones. May be repeated; the first wins.")
  private List<Path> rules = new ArrayList<>();

  private final Console console;

  RulesListCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Classifier classifier = Classifier.withUserRules(rules);
    List<Rule> all = new ArrayList<>(classifier.rules().users());
    all.addAll(classifier.rules().bundled());
    console.results().write(table().render(all, console.screen()));
    console.results().write("rules version " + classifier.rulesVersion() + '\n');
    return ExitCode.OK;
  }

  private static Table<Rule> table() {
    return new Table<>(
        List.of(
            Column.of("RULE", 20, 5, Rule::id),
            Column.of(
                "CAUSE",
                20,
                4,
                rule -> rule.result().cause().map(Enum::name).orElse(Classification.NOT_PULL)),
            Column.of("CONFIDENCE", 9, 2, rule -> rule.result().confidence().name()),
            Column.of("PRIORITY", 8, 1, rule -> Integer.toString(rule.precedence().priority())),
            Column.of("FILE", 10, 3, rule -> rule.origin().file() + ':' + rule.origin().line())));
  }
}
