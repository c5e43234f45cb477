package io.pulltriage.standalone.cli;

import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.Outbreak;
import io.pulltriage.standalone.replay.ReplayObserver;
import io.pulltriage.standalone.replay.ReplayResult;
import io.pulltriage.standalone.report.RecordOutput;
import io.pulltriage.standalone.terminal.Console;
import java.io.IOException;

/** Prints of a replay what the command is there to tell, as soon as it is known. */
final class ReplayReport implements ReplayObserver {

  /** What a command tells of a replay. */
  enum Telling {
    /** How things stood at the end. */
    END,
    /** Each change. */
    CHANGES,
    /** How things stood at the end, and what changes after it. */
    END_AND_LATER_CHANGES
  }

  private final Console console;
  private final RecordOutput output;
  private final Telling telling;
  private boolean tellingChanges;

  ReplayReport(Console console, ReportFormat format, Telling telling) {
    this.console = console;
    this.output = format.to(console);
    this.telling = telling;
    this.tellingChanges = telling == Telling.CHANGES;
  }

  @Override
  public void changed(Incident incident) throws IOException {
    if (tellingChanges) {
      console.progress().close();
      output.change(incident);
      console.results().flush();
    }
  }

  @Override
  public void changed(Outbreak outbreak) throws IOException {
    if (tellingChanges) {
      console.progress().close();
      output.change(outbreak);
      console.results().flush();
    }
  }

  @Override
  public void processed(ReplayResult result) throws IOException {
    if (telling != Telling.CHANGES) {
      console.progress().close();
      output.state(result.incidents(), result.outbreaks());
      console.results().flush();
      tellingChanges = telling == Telling.END_AND_LATER_CHANGES;
    }
  }
}
