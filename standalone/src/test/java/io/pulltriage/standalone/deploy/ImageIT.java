package io.pulltriage.standalone.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * Builds the image and runs it, where a Docker engine answers. The bases are those of the
 * Dockerfile, or of the properties {@code pulltriage.build-image} and {@code
 * pulltriage.runtime-image}.
 */
@EnabledIf(
    value = "isThereDocker",
    disabledReason = "no Docker engine answers: the image is not built")
class ImageIT {

  private static final String TAG = "pulltriage:image-it";
  private static final long BUILD_MINUTES = 40;

  private record Run(int status, String said) {}

  @Test
  void shouldBuildAnImageThatRunsLockedUp() throws Exception {
    // Given
    List<String> build = new ArrayList<>(List.of("docker", "build", "--network=host", "-t", TAG));
    argument(build, "BUILD_IMAGE", "pulltriage.build-image");
    argument(build, "RUNTIME_IMAGE", "pulltriage.runtime-image");
    build.add(".");

    // When
    Run built = run(build);

    // Then
    assertThat(built.status).as(built.said).isZero();
    Run explained =
        run(
            List.of(
                "docker",
                "run",
                "--rm",
                "--network=none",
                "--read-only",
                "--cap-drop=ALL",
                "--tmpfs=/tmp:exec",
                TAG,
                "explain",
                "manifest unknown"));
    assertThat(explained.status).as(explained.said).isZero();
    assertThat(explained.said).contains("TAG_NOT_FOUND").doesNotContain("warning");
    Run inside =
        run(
            List.of(
                "docker",
                "run",
                "--rm",
                "--network=none",
                "--entrypoint=/bin/bash",
                TAG,
                "-c",
                "id -u; ls /opt/pulltriage /opt/pulltriage/lib; touch /opt/pulltriage/x"));
    assertThat(inside.said)
        .startsWith(Dockerfile.read().user() + "\n")
        .contains("sbom.cdx.json", "pulltriage.jsa", "LICENSE", "Permission denied");
  }

  static boolean isThereDocker() throws InterruptedException {
    try {
      return run(List.of("docker", "info")).status == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static void argument(List<String> build, String argument, String property) {
    String value = System.getProperty(property);
    if (value != null) {
      build.add("--build-arg=" + argument + "=" + value);
    }
  }

  private static Run run(List<String> command) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(Sources.TOP.toFile()).redirectErrorStream(true);
    builder.environment().put("DOCKER_BUILDKIT", "1");
    Path log = Path.of("target", "docker.log");
    Process process = builder.redirectOutput(log.toFile()).start();
    assertThat(process.waitFor(BUILD_MINUTES, TimeUnit.MINUTES)).isTrue();
    return new Run(
        process.exitValue(), java.nio.file.Files.readString(log, StandardCharsets.UTF_8));
  }
}
