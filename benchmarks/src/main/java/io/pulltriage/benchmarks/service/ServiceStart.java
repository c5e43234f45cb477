package io.pulltriage.benchmarks.service;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A start of a service, until it is ready.
 *
 * @param ready how long it took
 * @param processor what processor time it took until then
 * @param residentMegabytes memory that the process had then
 */
record ServiceStart(Duration ready, Duration processor, long residentMegabytes) {

  private static final Pattern PORT = Pattern.compile("(?:on port |on http://[^:]+:)(\\d+)");
  private static final long LOOK_EVERY = TimeUnit.MILLISECONDS.toNanos(20);

  /** Starts a process, waits for its {@code /ready}, and ends it. */
  static ServiceStart measure(List<String> command) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    Process process =
        new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    try {
      awaitReady(port(process));
      return new ServiceStart(
          Duration.ofNanos(System.nanoTime() - begun),
          process.info().totalCpuDuration().orElse(Duration.ZERO),
          residentMegabytes(process.pid()));
    } finally {
      process.destroy();
      process.waitFor();
    }
  }

  /** The one in the middle, by processor time, which other work on the machine changes least. */
  static ServiceStart median(List<ServiceStart> starts) {
    return starts.stream()
        .sorted(Comparator.comparing(ServiceStart::processor))
        .toList()
        .get(starts.size() / 2);
  }

  private static int port(Process process) throws IOException {
    BufferedReader messages =
        new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
    StringBuilder said = new StringBuilder();
    for (String line = messages.readLine(); line != null; line = messages.readLine()) {
      said.append(line).append('\n');
      Matcher port = PORT.matcher(line);
      if (port.find()) {
        Thread rest = new Thread(() -> drain(messages), "drain");
        rest.setDaemon(true);
        rest.start();
        return Integer.parseInt(port.group(1));
      }
    }
    throw new IOException("it has ended: " + said);
  }

  private static void drain(BufferedReader messages) {
    try {
      while (messages.readLine() != null) {
        // Otherwise it would wait for a reader.
      }
    } catch (IOException e) {
      // It has ended.
    }
  }

  private static void awaitReady(int port) throws IOException, InterruptedException {
    HttpClient http = HttpClient.newHttpClient();
    HttpRequest ready =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/ready")).build();
    while (http.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() != 200) {
      LockSupport.parkNanos(LOOK_EVERY);
    }
  }

  private static long residentMegabytes(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElseThrow(() -> new IOException("no memory of " + pid + " in /proc"));
  }

  @Override
  public String toString() {
    return "ready after %.1f s, processor time %.1f s, resident %d MB"
        .formatted(ready.toMillis() / 1e3, processor.toMillis() / 1e3, residentMegabytes);
  }
}
