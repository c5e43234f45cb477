package io.pulltriage.standalone.cli;

import picocli.CommandLine.Option;

/** How lists of a running instance are shown. */
final class ListOptions {

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      description = "table or json: one object a line (${DEFAULT-VALUE}).",
      defaultValue = "table",
      converter = ReportFormat.Converter.class)
  private ReportFormat format = ReportFormat.TABLE;

  @Option(
      names = "--watch",
      description = "Print what there is, then each change, until interrupted.")
  private boolean watching;

  @Option(
      names = "--limit",
      paramLabel = "NUMBER",
      description = "How many to print at most (${DEFAULT-VALUE}).",
      defaultValue = "10000")
  private int limit;

  @Option(
      names = "--fail-if-any",
      description = "End with status 3 if there is anything to print: for scripts.")
  private boolean failIfAny;

  ReportFormat format() {
    return format;
  }

  boolean isWatching() {
    return watching;
  }

  int limit() {
    return Math.max(1, limit);
  }

  boolean isFailure(int found) {
    return failIfAny && found > 0;
  }

  /** Whether that nothing was found must be certain. */
  boolean mustBeCertain() {
    return failIfAny;
  }
}
