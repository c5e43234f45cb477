package io.pulltriage.standalone.cli;

import io.pulltriage.standalone.live.LiveRunner;
import io.pulltriage.standalone.reclassify.Reclassifier;
import io.pulltriage.standalone.replay.ReplayRunner;
import io.pulltriage.standalone.terminal.Console;
import io.pulltriage.standalone.terminal.Screen;
import io.pulltriage.streams.query.Field;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.HelpCommand;

/** The command line as a whole: arguments in, exit status out. */
public final class CommandLines {

  private static final int MIN_HELP_WIDTH = 60;
  private static final int MAX_HELP_WIDTH = 100;

  private CommandLines() {}

  /**
   * Runs the command that the arguments name, with what it prints flushed.
   *
   * @param runner does what {@code demo} and {@code replay} ask
   * @param live does what {@code run} asks
   * @param reclassifier does what {@code replay --from-kafka} asks
   * @return exit status: 0 done, 1 failed, 2 wrong usage
   */
  public static int run(
      String[] arguments,
      Console console,
      ReplayRunner runner,
      LiveRunner live,
      Reclassifier reclassifier) {
    PullTriageCommand root = new PullTriageCommand();
    FailureReport failures = new FailureReport(console, root::isVerbose);
    CommandLine commandLine =
        new CommandLine(root)
            .addSubcommand(new DemoCommand(console, runner))
            .addSubcommand(new RunCommand(console, live))
            .addSubcommand(new ProduceCommand(console, System.getenv()))
            .addSubcommand(new AnalyzeCommand(console, System.getenv()))
            .addSubcommand(TopicsCommand.with(console, System.getenv()))
            .addSubcommand(DeadLettersCommand.with(console, System.getenv()))
            .addSubcommand(new ReplayCommand(console, runner, reclassifier))
            .addSubcommand(new CaptureCommand(console))
            .addSubcommand(new ExplainCommand(console))
            .addSubcommand(RulesCommand.with(console))
            .addSubcommand(
                new CommandLine(new AlertsCommand())
                    .addSubcommand(new AlertsTestCommand(console, System.getenv()))
                    .addSubcommand(new AlertsShowCommand(console, System.getenv()))
                    .addSubcommand(new AlertsRetryCommand(console, System.getenv())))
            .addSubcommand(
                new IncidentsCommand(console, System.getenv()).commandLine(Field.Subject.INCIDENT))
            .addSubcommand(
                new OutbreaksCommand(console, System.getenv()).commandLine(Field.Subject.OUTBREAK))
            .addSubcommand(
                new ClustersCommand(console, System.getenv()).commandLine(Field.Subject.CLUSTER))
            .addSubcommand(new HelpCommand());
    configure(commandLine, console, failures);
    int status = commandLine.execute(arguments);
    if (!failures.isOutputLost()) {
      try {
        console.results().flush();
      } catch (IOException e) {
        status = failures.report(e);
      }
    }
    console.progress().close();
    return status;
  }

  /** A message is never an argument file, and never an option's value taken apart. */
  private static void configure(CommandLine commandLine, Console console, FailureReport failures) {
    Screen screen = console.screen();
    int helpWidth = Math.max(MIN_HELP_WIDTH, Math.min(MAX_HELP_WIDTH, screen.width()));
    commandLine
        .setExpandAtFiles(false)
        .setOut(new PrintWriter(console.results()))
        .setErr(new PrintWriter(console.messages(), true, StandardCharsets.UTF_8))
        .setColorScheme(CommandLine.Help.defaultColorScheme(screen.colored() ? Ansi.ON : Ansi.OFF))
        .setUsageHelpWidth(helpWidth)
        .setParameterExceptionHandler(new UsageErrors(console.messages()))
        .setExecutionExceptionHandler(failures);
  }
}
