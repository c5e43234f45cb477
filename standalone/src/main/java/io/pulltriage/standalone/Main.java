package io.pulltriage.standalone;

import io.pulltriage.standalone.cli.CommandLines;
import io.pulltriage.standalone.live.EmbeddedRun;
import io.pulltriage.standalone.reclassify.EmbeddedReclassifier;
import io.pulltriage.standalone.replay.EmbeddedReplay;
import io.pulltriage.standalone.terminal.Console;
import io.pulltriage.standalone.terminal.JsonLines;
import io.pulltriage.standalone.terminal.Screen;
import java.io.Closeable;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The process. */
public final class Main {

  /** Longer than any command should take to end; whoever is less patient kills the process. */
  private static final long SHUTDOWN_SECONDS = 60;

  /** Services: their last words belong in their log. */
  private static final Set<String> SERVICES = Set.of("produce", "analyze");

  private static final String LOG_FORMAT = "PULLTRIAGE_LOG_FORMAT";
  private static final String TEXT = "text";
  private static final int WRONG_USAGE = 2;

  private Main() {}

  /** Runs a command and ends with its exit status. */
  public static void main(String[] arguments) {
    OutputStream error = standardError();
    Console console =
        Console.of(
            System.in,
            new FileOutputStream(FileDescriptor.out),
            error,
            Screen.detect(System.getProperties(), System.getenv()));
    // Whatever a library prints is no result.
    System.setOut(console.messages());
    System.setErr(console.messages());
    CountDownLatch ended =
        interruptAtShutdown(
            Thread.currentThread(), console, isService(arguments) ? () -> {} : error);
    int status =
        CommandLines.run(
            arguments,
            console,
            new EmbeddedReplay(),
            new EmbeddedRun(),
            new EmbeddedReclassifier());
    ended.countDown();
    System.exit(status);
  }

  /** As lines of text or, where that is wanted, as an object a line. */
  private static OutputStream standardError() {
    OutputStream error = new FileOutputStream(FileDescriptor.err);
    String format = System.getenv().getOrDefault(LOG_FORMAT, TEXT);
    if (format.equals("json")) {
      return new JsonLines(error, Clock.systemUTC());
    }
    if (!format.equals(TEXT)) {
      System.err.printf("pulltriage: %s must be text or json, is '%s'%n", LOG_FORMAT, format);
      System.exit(WRONG_USAGE);
    }
    return error;
  }

  /** Lets a command that is told to stop, as by Ctrl-C, put away what it has started. */
  private static CountDownLatch interruptAtShutdown(
      Thread command, Console console, Closeable messages) {
    CountDownLatch ended = new CountDownLatch(1);
    Thread hook =
        new Thread(
            () -> {
              if (ended.getCount() > 0) {
                // What is interrupted complains; whoever interrupted it does not want to know.
                console.progress().close();
                closeQuietly(messages);
                command.interrupt();
                awaitQuietly(ended);
              }
            },
            "end-command");
    Runtime.getRuntime().addShutdownHook(hook);
    return ended;
  }

  private static boolean isService(String[] arguments) {
    return arguments.length > 0 && SERVICES.contains(arguments[0]);
  }

  private static void closeQuietly(Closeable stream) {
    try {
      stream.close();
    } catch (IOException e) {
      // There is nobody left to tell.
    }
  }

  private static void awaitQuietly(CountDownLatch ended) {
    try {
      ended.await(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
