package io.pulltriage.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports for programs that must know theirs before they listen. Thread-safe. */
public final class Ports {

  private static final int FIRST = 20_000;
  private static final int BEHIND_LAST = 30_000;

  private Ports() {}

  /**
   * One on which nobody listens on this machine's own address. It is below those that systems give
   * to outgoing connections: while a program starts, or is away, nobody comes to hold it by chance.
   */
  public static int free() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, BEHIND_LAST);
      try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return free.getLocalPort();
      } catch (IOException taken) {
        // Another one is tried.
      }
    }
  }
}
