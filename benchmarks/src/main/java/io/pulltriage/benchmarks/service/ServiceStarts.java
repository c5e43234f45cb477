package io.pulltriage.benchmarks.service;

import io.pulltriage.testkit.FakeApiServer;
import io.pulltriage.testkit.HttpRegistry;
import io.pulltriage.testkit.KafkaFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Measures how long {@code produce} and {@code analyze} take until they are ready, and what memory
 * they have then: in processes of their own, against a broker and a registry in this one, with and
 * without an archive of classes, by turns. The argument is a folder of jars with a {@code
 * pulltriage.jsa} beside them, as the image has; {@code java} is the one that runs this. A second
 * argument says how often each is started.
 */
public final class ServiceStarts {

  private static final String ROUNDS = "3";

  private final Path jars;
  private final Path folder;
  private final int rounds;

  private ServiceStarts(Path jars, Path folder, int rounds) {
    this.jars = jars;
    this.folder = folder;
    this.rounds = rounds;
  }

  /** Prints a line for each start, then the medians. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("service-starts");
    ServiceStarts starts =
        new ServiceStarts(
            Path.of(arguments[0]).toAbsolutePath(),
            folder,
            Integer.parseInt(arguments.length > 1 ? arguments[1] : ROUNDS));
    try (KafkaFixture kafka = KafkaFixture.start();
        HttpRegistry registry = new HttpRegistry(kafka.registryUrl());
        FakeApiServer cluster = new FakeApiServer()) {
      Path settings =
          Files.writeString(
              folder.resolve("common.yaml"),
              "kafka: {bootstrap.servers: \"%s\"}%nschemaRegistry: {url: \"%s\"}%n"
                  .formatted(kafka.bootstrapServers(), registry.url()));
      starts.kubeconfig(cluster.url());
      for (String service : List.of("produce", "analyze")) {
        starts.compare(service, settings);
      }
    }
    System.exit(0);
  }

  private void kubeconfig(String server) throws IOException {
    Files.writeString(
        Files.createDirectories(folder.resolve("kubeconfigs")).resolve("one"),
        """
        current-context: one
        clusters: [{name: c, cluster: {server: "%s"}}]
        users: [{name: u, user: {token: t}}]
        contexts: [{name: one, context: {cluster: c, user: u}}]
        """
            .formatted(server));
  }

  private void compare(String service, Path settings) throws IOException, InterruptedException {
    List<ServiceStart> with = new ArrayList<>();
    List<ServiceStart> without = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      without.add(start(service, settings, round, List.of()));
      with.add(
          start(
              service,
              settings,
              round + rounds,
              List.of("-XX:SharedArchiveFile=" + jars.resolve("pulltriage.jsa"))));
    }
    System.out.println(service + " without archive, median: " + ServiceStart.median(without));
    System.out.println(service + " with archive, median:    " + ServiceStart.median(with));
  }

  private ServiceStart start(String service, Path settings, int number, List<String> options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx512m");
    command.addAll(options);
    command.addAll(
        List.of("-cp", jars.resolve("pulltriage.jar").toString(), "io.pulltriage.standalone.Main"));
    command.addAll(List.of(service, "--config", settings.toString()));
    command.addAll(own(service, number));
    ServiceStart start = ServiceStart.measure(command);
    System.out.println(service + ' ' + options.size() + ' ' + start);
    return start;
  }

  private List<String> own(String service, int number) {
    if (service.equals("produce")) {
      return set("http.port=0", "clusters.folder.path=" + folder.resolve("kubeconfigs"));
    }
    return set(
        "api.port=0",
        "applicationId=start-" + number,
        "stateDir=" + folder.resolve("state-" + number));
  }

  private static List<String> set(String... settings) {
    return Arrays.stream(settings).flatMap(one -> List.of("--set", one).stream()).toList();
  }
}
