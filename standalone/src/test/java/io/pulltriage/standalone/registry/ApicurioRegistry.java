package io.pulltriage.standalone.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pulltriage.testkit.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Apicurio Registry as a process that keeps its schemas in a file of its H2, always at the same
 * address. The build unpacks it into {@code target/apicurio}. Thread-safe.
 */
final class ApicurioRegistry implements AutoCloseable {

  /** Why tests with it are skipped. */
  static final String MISSING =
      "there is no Apicurio in target/apicurio: 'mvn verify' unpacks it, and warns if it cannot";

  /** Where tests ask whether it is there. */
  static final String IS_THERE = "io.pulltriage.standalone.registry.ApicurioRegistry#isThere";

  private static final Path HOME = Path.of("target", "apicurio");
  private static final Duration START_WITHIN = Duration.ofMinutes(5);
  private static final Duration END_WITHIN = Duration.ofMinutes(2);
  private static final int LAST_CHARACTERS = 3_000;

  private final Path folder;
  private final Path log;
  private final int port;
  private @Nullable Process process;

  private ApicurioRegistry(Path folder) {
    this.folder = folder;
    this.log = folder.resolve("apicurio.log");
    this.port = Ports.free();
  }

  /** Whether the build has unpacked it. */
  static boolean isThere() {
    return Files.isDirectory(HOME);
  }

  /** One that answers; its schemas are below the folder. */
  static ApicurioRegistry start(Path folder) throws IOException {
    ApicurioRegistry registry = new ApicurioRegistry(folder);
    registry.start();
    return registry;
  }

  /** Where it speaks Confluent's API. */
  String url() {
    return "http://127.0.0.1:" + port + "/apis/ccompat/v7";
  }

  /** Starts it again, with the schemas it had, and returns when it answers. */
  synchronized void start() throws IOException {
    Process started =
        new ProcessBuilder(command())
            .directory(HOME.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    process = started;
    await().atMost(START_WITHIN).until(() -> !started.isAlive() || answers());
    assertThat(started.isAlive()).as(lastWords()).isTrue();
  }

  /** Ends it; nobody is at its address then. */
  synchronized void stop() {
    if (process != null) {
      process.destroy();
      process.onExit().orTimeout(END_WITHIN.toSeconds(), TimeUnit.SECONDS).join();
    }
  }

  @Override
  public void close() {
    stop();
  }

  private String lastWords() throws IOException {
    String said = Files.readString(log);
    return said.substring(Math.max(0, said.length() - LAST_CHARACTERS));
  }

  private List<String> command() throws IOException {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx512m",
        "-XX:TieredStopAtLevel=1",
        "-Dquarkus.http.host=127.0.0.1",
        "-Dquarkus.http.port=" + port,
        "-Dapicurio.datasource.url=jdbc:h2:file:" + folder.resolve("schemas").toAbsolutePath(),
        "-jar",
        jar().toString());
  }

  private boolean answers() throws InterruptedException {
    try {
      return HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(url() + "/subjects")).build(),
                  BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private static Path jar() throws IOException {
    try (Stream<Path> files = Files.list(HOME)) {
      return files
          .filter(file -> file.toString().endsWith("-runner.jar"))
          .findFirst()
          .orElseThrow(() -> new IOException("there is no Apicurio in " + HOME))
          .toAbsolutePath();
    }
  }
}
