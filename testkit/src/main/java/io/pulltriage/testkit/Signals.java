package io.pulltriage.testkit;

import java.io.IOException;

/** Signals to processes, which Java itself sends but two of. For systems that have them. */
public final class Signals {

  private Signals() {}

  /** Has it stand still, as on a machine that is frozen: its connections stay, nobody answers. */
  public static void stop(Process process) throws IOException, InterruptedException {
    send("-STOP", process);
  }

  /** Has it go on where it stood. */
  public static void goOn(Process process) throws IOException, InterruptedException {
    send("-CONT", process);
  }

  private static void send(String signal, Process process)
      throws IOException, InterruptedException {
    int status =
        new ProcessBuilder("kill", signal, String.valueOf(process.pid())).start().waitFor();
    if (status != 0) {
      throw new IOException("kill " + signal + " failed with status " + status);
    }
  }
}
