package io.pulltriage.benchmarks.producer;

import io.pulltriage.benchmarks.producer.PodObjects.Size;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What the producer costs, by the argument: {@code healthy [PODS] [SIZE]} in one cluster, beside
 * fabric8's informer; {@code fleet [CLUSTERS]} of fifty pods each with a change a second; {@code events
 * [RATE]} from one watch into Kafka. The API servers and the broker are a process of their own, so
 * that their share is not in the figures.
 */
public final class ProducerCost {

  private static final int SECONDS = 20;

  private ProducerCost() {}

  /** Measures, and prints the figures. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    String what = arguments.length > 0 ? arguments[0] : "healthy";
    int number = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 0;
    switch (what) {
      case "healthy" -> {
        List<Size> sizes =
            arguments.length > 2 ? List.of(Size.valueOf(arguments[2])) : List.of(Size.values());
        for (Size size : sizes) {
          healthy(size, number > 0 ? number : 100_000);
        }
      }
      case "fleet" -> measure("producer", Size.REAL, number > 0 ? number : 200, 50, 1);
      case "events" -> measure("producer", Size.SMALL, 1, 100, -(number > 0 ? number : 50_000));
      default -> throw new IllegalArgumentException("healthy, fleet or events, not " + what);
    }
  }

  private static void healthy(Size size, int pods) throws IOException, InterruptedException {
    System.out.printf(
        "%d pods of %d bytes%n",
        pods, PodObjects.pod(size, 1, 1).getBytes(StandardCharsets.UTF_8).length);
    measure("producer", size, 1, pods, 200);
    measure("informer", size, 1, pods, 200);
  }

  private static void measure(String subject, Size size, int clusters, int pods, int rate)
      throws IOException, InterruptedException {
    Process servers =
        java(ApiServers.class, List.of(size.name()))
            .redirectInput(ProcessBuilder.Redirect.PIPE)
            .start();
    try (BufferedReader output =
        new BufferedReader(
            new InputStreamReader(servers.getInputStream(), StandardCharsets.UTF_8))) {
      String[] addresses =
          Objects.requireNonNull(output.readLine(), "the API servers did not start").split(" ", -1);
      System.out.printf("%s, %d clusters of %d pods%n", subject, clusters, pods);
      java(
              Subject.class,
              List.of(
                  subject,
                  addresses[0],
                  addresses[1],
                  String.valueOf(clusters),
                  String.valueOf(pods),
                  String.valueOf(rate),
                  String.valueOf(SECONDS)))
          .redirectOutput(ProcessBuilder.Redirect.INHERIT)
          .start()
          .waitFor();
    } finally {
      servers.getOutputStream().close();
      servers.waitFor();
    }
  }

  private static ProcessBuilder java(Class<?> main, List<String> arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-Xmx6g",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
  }
}
