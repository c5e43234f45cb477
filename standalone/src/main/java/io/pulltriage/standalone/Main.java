package io.pulltriage.standalone;

import io.pulltriage.standalone.cli.CommandLines;
import io.pulltriage.standalone.replay.EmbeddedReplay;
import io.pulltriage.standalone.terminal.Console;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The process. */
public final class Main {

  private static final long SHUTDOWN_SECONDS = 20;

  private Main() {}

  /** Runs a command and ends with its exit status. */
  public static void main(String[] arguments) {
    Console console = Console.ofProcess();
    // Whatever a library prints is no result.
    System.setOut(console.messages());
    System.setErr(console.messages());
    CountDownLatch ended = interruptAtShutdown(Thread.currentThread());
    int status = CommandLines.run(arguments, console, new EmbeddedReplay());
    ended.countDown();
    System.exit(status);
  }

  /** Lets a command that is told to stop, as by Ctrl-C, put away what it has started. */
  private static CountDownLatch interruptAtShutdown(Thread command) {
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  if (ended.getCount() > 0) {
                    command.interrupt();
                    awaitQuietly(ended);
                  }
                },
                "end-command"));
    return ended;
  }

  private static void awaitQuietly(CountDownLatch ended) {
    try {
      ended.await(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
