package io.pulltriage.standalone.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.testkit.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * docker-compose.yml as a project of its own, with ports that nobody else has, one cluster that
 * cannot be reached, and as many parts as the property {@code pulltriage.compose-services} names:
 * all without it. Not thread-safe.
 */
final class ComposeProject implements AutoCloseable {

  /** The cluster, at an address where nobody is. */
  static final String CLUSTER = "nowhere";

  private static final String NAME = "pulltriage-it";
  private static final String IMAGE = "pulltriage:compose-it";

  private final Docker docker = new Docker();

  /** Starts nothing yet. */
  ComposeProject(Path folder) throws IOException {
    Path kubeconfig =
        Files.writeString(
            folder.resolve("kubeconfig"),
            """
            current-context: %1$s
            clusters: [{name: c, cluster: {server: "https://host.docker.internal:1"}}]
            users: [{name: u, user: {token: t}}]
            contexts: [{name: %1$s, context: {cluster: c, user: u}}]
            """
                .formatted(CLUSTER));
    Files.setPosixFilePermissions(kubeconfig, PosixFilePermissions.fromString("rw-------"));
    docker
        .with("PULLTRIAGE_IMAGE", IMAGE)
        .with("KUBECONFIG_FILE", kubeconfig.toAbsolutePath().toString())
        .with("KUBECONFIG_UID", Files.getAttribute(kubeconfig, "unix:uid").toString())
        .with("KUBECONFIG_GID", Files.getAttribute(kubeconfig, "unix:gid").toString())
        .with("ANALYZER_PORTS", String.valueOf(Ports.free()))
        .with("ALERTMANAGER_PORT", String.valueOf(Ports.free()))
        .with("PROMETHEUS_PORT", String.valueOf(Ports.free()))
        .with("GRAFANA_PORT", String.valueOf(Ports.free()));
  }

  /** Builds our image and starts every part; skips the test if another's cannot be had. */
  void up() throws IOException, InterruptedException {
    Map<String, Map<String, Object>> services = Compose.read().services();
    List<String> parts = parts(services.keySet());
    List<String> images = new ArrayList<>();
    for (String part : parts) {
      Map<String, Object> service = Compose.map(services.get(part));
      if (!service.containsKey("build")) {
        images.add(String.valueOf(service.get("image")));
      }
    }
    docker.assumeHas(images);
    docker.buildImage(IMAGE);
    List<String> arguments = new ArrayList<>(List.of("up", "-d"));
    arguments.addAll(parts);
    compose(arguments).orThrow();
  }

  private static List<String> parts(Set<String> all) {
    String chosen = System.getProperty("pulltriage.compose-services", "");
    return chosen.isEmpty() ? List.copyOf(all) : List.of(chosen.split(" "));
  }

  /** How each part does that is not well: neither healthy nor ended without an error. */
  List<String> unwell() throws IOException, InterruptedException {
    List<String> inspect =
        new ArrayList<>(
            List.of(
                "inspect",
                "--format",
                "{{.State.Status}} {{if .State.Health}}{{.State.Health.Status}}{{end}}"
                    + " {{.State.ExitCode}} {{.Name}}"));
    inspect.addAll(compose(List.of("ps", "-a", "-q")).orThrow().lines().toList());
    return docker
        .run(inspect)
        .orThrow()
        .lines()
        .filter(line -> !line.startsWith("running healthy ") && !line.startsWith("exited  0 "))
        .toList();
  }

  /** What the analyzer answers to who has the operators' token. */
  String ask(String path) throws IOException, InterruptedException {
    String token =
        compose(List.of("exec", "-T", "analyze", "cat", "/run/pulltriage/operators-token"))
            .orThrow()
            .strip();
    String address = compose(List.of("port", "analyze", "8080")).orThrow().strip();
    var answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create("http://" + address + path))
                    .header("Authorization", "Bearer " + token)
                    .build(),
                BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  /** What all parts have said lately. */
  String said() {
    try {
      return compose(List.of("logs", "--tail=40")).said();
    } catch (IOException | InterruptedException e) {
      return "nothing: " + e;
    }
  }

  /** Ends all parts, and forgets what they kept. */
  @Override
  public void close() throws IOException {
    try {
      compose(List.of("down", "--volumes")).orThrow();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while its parts ended", e);
    }
  }

  private Docker.Run compose(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("compose", "--project-name", NAME));
    command.addAll(arguments);
    return docker.run(command);
  }
}
