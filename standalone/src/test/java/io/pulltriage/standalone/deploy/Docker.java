package io.pulltriage.standalone.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Docker's command line, in the sources' top folder. Not thread-safe. */
final class Docker {

  /** The Dockerfile's arguments for the images that it starts from. */
  private static final List<String> BASES = List.of("BUILD_IMAGE", "RUNTIME_IMAGE");

  private static final long LONGEST_MINUTES = 40;

  private final Map<String, String> environment = new HashMap<>();

  /** An engine with BuildKit. */
  Docker() {
    environment.put("DOCKER_BUILDKIT", "1");
  }

  /** What a command has come to: its exit status and all that it wrote. */
  record Run(int status, String said) {

    /** What it said; fails if it failed. */
    String orThrow() {
      assertThat(status).as(said).isZero();
      return said;
    }
  }

  /** Whether an engine answers. */
  static boolean isThere() throws InterruptedException {
    return new Docker().answers("info");
  }

  /** Whether an engine answers, and Compose is part of its command line. */
  static boolean isComposeThere() throws InterruptedException {
    return isThere() && new Docker().answers("compose", "version");
  }

  /**
   * The image that a property names in place of one of the Dockerfile's bases: {@code
   * pulltriage.build-image} for {@code BUILD_IMAGE}.
   */
  private static Optional<String> base(String argument) {
    return Optional.ofNullable(
        System.getProperty("pulltriage." + argument.toLowerCase(Locale.ROOT).replace('_', '-')));
  }

  /** Builds the image from the sources; skips the test if what it is made from cannot be had. */
  void buildImage(String tag) throws IOException, InterruptedException {
    assumeHas(bases());
    List<String> build = new ArrayList<>(List.of("build", "--network=host", "-t", tag));
    for (String argument : BASES) {
      base(argument).ifPresent(image -> build.add("--build-arg=" + argument + "=" + image));
    }
    build.add(".");
    run(build).orThrow();
  }

  private static List<String> bases() {
    Map<String, String> usual = Compose.read().environment();
    return BASES.stream()
        .map(argument -> base(argument).orElseGet(() -> String.valueOf(usual.get(argument))))
        .toList();
  }

  /** Skips the test where an image is not there and cannot be fetched, which is nobody's fault. */
  void assumeHas(Collection<String> images) throws IOException, InterruptedException {
    for (String image : images) {
      if (run("image", "inspect", image).status != 0) {
        Run pull = run("pull", image);
        Assumptions.assumeTrue(
            pull.status == 0, () -> "the image " + image + " cannot be had: " + pull.said.strip());
      }
    }
  }

  /** The same with one more variable in its environment. */
  Docker with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** Runs a command to its end. */
  Run run(String... arguments) throws IOException, InterruptedException {
    return run(List.of(arguments));
  }

  /** Runs a command to its end. */
  Run run(List<String> arguments) throws IOException, InterruptedException {
    Path log = Path.of("target", "docker.log");
    ProcessBuilder builder =
        new ProcessBuilder("docker")
            .directory(Sources.TOP.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.command().addAll(arguments);
    builder.environment().putAll(environment);
    Process process = builder.start();
    assertThat(process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)).isTrue();
    return new Run(process.exitValue(), Files.readString(log, UTF_8));
  }

  private boolean answers(String... arguments) throws InterruptedException {
    try {
      return run(arguments).status == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
