package io.pulltriage.standalone.cli;

import io.pulltriage.producer.capture.CaptureProblem;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.Outbreak;
import io.pulltriage.standalone.replay.ReplayObserver;
import io.pulltriage.standalone.replay.ReplayResult;
import io.pulltriage.standalone.report.RecordOutput;
import io.pulltriage.standalone.terminal.Console;
import java.io.IOException;
import picocli.CommandLine.ExitCode;

/** Prints of a replay what the command is there to tell, as soon as it is known. Thread-safe. */
final class ReplayReport implements ReplayObserver {

  /** What a command tells of a replay. */
  enum Telling {
    /** How things stood at the end. */
    END,
    /** Each change. */
    CHANGES
  }

  private final Console console;
  private final RecordOutput output;
  private final Telling telling;
  private final InputProblems problems;

  ReplayReport(Console console, ReportFormat format, Telling telling) {
    this.console = console;
    this.output = format.to(console);
    this.telling = telling;
    this.problems = new InputProblems("pulltriage", console.messages());
  }

  @Override
  public synchronized void serving(String address) {
    console.progress().close();
    console.messages().println("pulltriage: serving on " + address + "; Ctrl-C ends it");
  }

  @Override
  public synchronized void problem(CaptureProblem problem) {
    console.progress().close();
    String line = problem.line() == 0 ? "" : ":" + problem.line();
    problems.add(problem.file() + line, problem.message());
  }

  /** Exit status of the command: what could not be used is a failure, though the rest was. */
  synchronized int status() {
    return problems.any() ? ExitCode.SOFTWARE : ExitCode.OK;
  }

  @Override
  public synchronized void changed(Incident incident) throws IOException {
    if (telling == Telling.CHANGES) {
      console.progress().close();
      output.change(incident);
      console.results().flush();
    }
  }

  @Override
  public synchronized void changed(Outbreak outbreak) throws IOException {
    if (telling == Telling.CHANGES) {
      console.progress().close();
      output.change(outbreak);
      console.results().flush();
    }
  }

  @Override
  public synchronized void processed(ReplayResult result) throws IOException {
    problems.tellRest();
    if (telling == Telling.END) {
      console.progress().close();
      output.state(result.incidents(), result.outbreaks());
      console.results().flush();
    }
  }
}
