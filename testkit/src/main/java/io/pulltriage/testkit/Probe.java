package io.pulltriage.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks a path again and again, each time over a new connection, as a kubelet does.
 *
 * @param port of a server on this machine
 * @param path to ask for
 */
public record Probe(int port, String path) {

  private static final int TIMEOUT_MILLIS = 5_000;

  /**
   * What came of it.
   *
   * @param times of each answer, in order
   * @param failures statuses other than 200, and errors
   */
  public record Result(List<Duration> times, List<String> failures) {

    /** The time that 99 of 100 answers stayed within. */
    public Duration percentile99() {
      return times.stream().sorted().toList().get((times.size() - 1) * 99 / 100);
    }
  }

  /** Asks for so long. */
  public Result during(Duration time) {
    List<Duration> times = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      long start = System.nanoTime();
      try {
        String status = status();
        if (!status.contains(" 200 ")) {
          failures.add(status);
        }
      } catch (IOException e) {
        failures.add(e.toString());
      }
      times.add(Duration.ofNanos(System.nanoTime() - start));
    }
    return new Result(times, failures);
  }

  private String status() throws IOException {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
      socket
          .getOutputStream()
          .write(
              ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.ISO_8859_1));
      String answer =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      return answer.lines().findFirst().orElse("no answer") + ' ';
    }
  }
}
