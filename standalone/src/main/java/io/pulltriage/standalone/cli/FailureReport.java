package io.pulltriage.standalone.cli;

import io.pulltriage.classifier.RuleException;
import io.pulltriage.producer.capture.CaptureException;
import io.pulltriage.settings.ConfigException;
import io.pulltriage.standalone.terminal.Console;
import io.pulltriage.standalone.terminal.DisplayText;
import io.pulltriage.standalone.terminal.OutputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says in a line why a command failed. */
final class FailureReport implements IExecutionExceptionHandler {

  private final Console console;
  private final BooleanSupplier verbose;
  private boolean outputLost;

  /** A report that also prints the stack trace where that is wanted. */
  FailureReport(Console console, BooleanSupplier verbose) {
    this.console = console;
    this.verbose = verbose;
  }

  @Override
  public int handleExecutionException(Exception error, CommandLine command, ParseResult arguments) {
    return report(error);
  }

  /** Prints the error and gives the exit status that it makes. */
  int report(Exception error) {
    console.progress().close();
    if (error instanceof OutputException output) {
      outputLost = true;
      if (output.isReaderGone()) {
        return ExitCode.OK;
      }
    }
    if (isInterruption(error)) {
      return ExitCode.SOFTWARE; // Whoever pressed Ctrl-C knows.
    }
    console.messages().println("pulltriage: " + DisplayText.harmless(describe(error)));
    if (verbose.getAsBoolean()) {
      error.printStackTrace(console.messages());
    }
    return ExitCode.SOFTWARE;
  }

  /** Whether standard output has failed, so that there is no use in writing more to it. */
  boolean isOutputLost() {
    return outputLost;
  }

  /** Kafka's clients wrap it. */
  private static boolean isInterruption(Exception error) {
    return error instanceof InterruptedException
        || error.getCause() instanceof InterruptedException;
  }

  private static String describe(Exception error) {
    if (error instanceof UncheckedIOException && error.getCause() instanceof IOException cause) {
      return describe(cause);
    }
    if (error instanceof NoSuchFileException missing) {
      return "no such file: " + missing.getFile();
    }
    if (error instanceof FileSystemException file) {
      return "cannot use " + file.getMessage();
    }
    boolean meantForPeople =
        error instanceof IOException
            || error instanceof RuleException
            || error instanceof CaptureException
            || error instanceof ConfigException;
    return meantForPeople && error.getMessage() != null
        ? error.getMessage()
        : "internal error, --verbose shows where: " + error;
  }
}
