package io.pulltriage.standalone.cli;

import io.pulltriage.producer.capture.CaptureProblem;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.Outbreak;
import io.pulltriage.standalone.replay.ReplayObserver;
import io.pulltriage.standalone.replay.ReplayResult;
import io.pulltriage.standalone.report.RecordOutput;
import io.pulltriage.standalone.terminal.Console;
import java.io.IOException;

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

  ReplayReport(Console console, String command, ReportFormat format, Telling telling) {
    this.console = console;
    this.output = format.to(console);
    this.telling = telling;
    this.problems = new InputProblems(console.messages(), command);
  }

  @Override
  public synchronized void problem(CaptureProblem problem) {
    console.progress().close();
    String place =
        problem.line() == 0 ? problem.file() : problem.file() + ", line " + problem.line();
    problems.fail(place, problem.message());
  }

  /** Says how much more could not be used, and gives the exit status that all of it makes. */
  synchronized int conclude() {
    return problems.report();
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
    if (telling == Telling.END) {
      console.progress().close();
      output.state(result.incidents(), result.outbreaks());
      console.results().flush();
    }
  }
}
