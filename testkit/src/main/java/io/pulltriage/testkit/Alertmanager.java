package io.pulltriage.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The real Alertmanager as a process of its own. Thread-safe. */
public final class Alertmanager implements AutoCloseable {

  private static final String BINARY = "prometheus-alertmanager";

  /** Why a test is skipped where it is not installed. */
  public static final String MISSING =
      BINARY + " or amtool is missing: apt-get install prometheus-alertmanager";

  private static final Duration START_WITHIN = Duration.ofMinutes(2);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;
  private final String url;

  private Alertmanager(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  /** Whether Debian's package is installed. */
  public static boolean isInstalled() {
    return isOnPath(BINARY) && isOnPath("amtool");
  }

  /** Starts one with a configuration and waits until it is ready. */
  public static Alertmanager start(Path folder, Path configuration)
      throws IOException, InterruptedException {
    int port = Ports.free();
    Path log = Files.createTempFile(folder, "alertmanager", ".log");
    Process process =
        new ProcessBuilder(
                BINARY,
                "--config.file=" + configuration,
                "--storage.path=" + Files.createTempDirectory(folder, "alertmanager"),
                "--web.listen-address=127.0.0.1:" + port,
                "--cluster.listen-address=")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Alertmanager started = new Alertmanager(process, "http://127.0.0.1:" + port);
    started.awaitReady(log);
    return started;
  }

  /** Its address. */
  public String url() {
    return url;
  }

  /** All alerts that it lists, inhibited ones too. */
  public List<JsonNode> alerts() {
    List<JsonNode> alerts = new ArrayList<>();
    get("/api/v2/alerts").forEach(alerts::add);
    return alerts;
  }

  /** Those of its alerts whose label has that value. */
  public List<JsonNode> alerts(String label, String value) {
    return alerts().stream()
        .filter(alert -> alert.at("/labels/" + label).asText().equals(value))
        .toList();
  }

  private JsonNode get(String path) {
    try {
      return JSON.readTree(
          client
              .send(
                  HttpRequest.newBuilder(URI.create(url + path))
                      .timeout(Duration.ofSeconds(30))
                      .build(),
                  BodyHandlers.ofString())
              .body());
    } catch (IOException e) {
      throw new AssertionError("Alertmanager does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private void awaitReady(Path log) throws IOException, InterruptedException {
    long end = System.nanoTime() + START_WITHIN.toNanos();
    while (!isReady()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new AssertionError("Alertmanager did not start: " + Files.readString(log));
      }
      process.waitFor(50, TimeUnit.MILLISECONDS);
    }
  }

  private boolean isReady() throws InterruptedException {
    try {
      return client
              .send(
                  HttpRequest.newBuilder(URI.create(url + "/-/ready")).build(),
                  BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isOnPath(String program) {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      if (Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }

  /** Ends it, and returns when it has written what it keeps in its folder. */
  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
