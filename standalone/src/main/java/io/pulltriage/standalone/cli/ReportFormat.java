package io.pulltriage.standalone.cli;

import io.pulltriage.standalone.report.JsonOutput;
import io.pulltriage.standalone.report.RecordOutput;
import io.pulltriage.standalone.report.TableOutput;
import io.pulltriage.standalone.terminal.Console;

/** How incidents and outbreaks are printed. */
enum ReportFormat {
  TABLE,
  JSON;

  RecordOutput to(Console console) {
    return switch (this) {
      case TABLE -> new TableOutput(console.results(), console.screen());
      case JSON -> new JsonOutput(console.results());
    };
  }

  static final class Converter extends ChoiceConverter<ReportFormat> {
    Converter() {
      super(ReportFormat.class);
    }
  }
}
