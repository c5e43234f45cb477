package io.pulltriage.standalone.deploy;

import io.pulltriage.standalone.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code produce} or {@code analyze} in a process of its own, and what it serves. */
final class RunningService implements AutoCloseable {

  private static final Pattern PORT = Pattern.compile("(?:on port |on http://[^:]+:)(\\d+)");
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Process process;
  private final int port;
  private final HttpClient http = HttpClient.newHttpClient();

  private RunningService(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts it, and returns when it says where it serves. */
  static RunningService start(String command, Path config) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                command,
                "--config",
                config.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader messages =
        new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
    StringBuilder said = new StringBuilder();
    for (String line = messages.readLine(); line != null; line = messages.readLine()) {
      said.append(line).append('\n');
      Matcher port = PORT.matcher(line);
      if (port.find()) {
        Thread rest = new Thread(() -> drain(messages), "drain-" + command);
        rest.setDaemon(true);
        rest.start();
        return new RunningService(process, Integer.parseInt(port.group(1)));
      }
    }
    throw new AssertionError(command + " has ended: " + said);
  }

  /** What it answers. */
  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(PATIENCE)
            .build(),
        HttpResponse.BodyHandlers.ofString());
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

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
