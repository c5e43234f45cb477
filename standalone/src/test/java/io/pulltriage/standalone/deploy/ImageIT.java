package io.pulltriage.standalone.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * Builds the image and runs it, where a Docker engine answers. The bases are those of the
 * Dockerfile, or of the properties {@code pulltriage.build-image} and {@code
 * pulltriage.runtime-image}.
 */
@EnabledIf(
    value = "io.pulltriage.standalone.deploy.Docker#isThere",
    disabledReason = "no Docker engine answers: the image is not built")
class ImageIT {

  private static final String TAG = "pulltriage:image-it";
  private final Docker docker = new Docker();

  @Test
  void shouldBuildAnImageThatRunsLockedUp() throws Exception {
    // Given
    docker.assumeHas(Docker.bases());
    List<String> build = new ArrayList<>(List.of("build", "--network=host", "-t", TAG));
    for (String argument : Docker.BASES) {
      Docker.base(argument).ifPresent(image -> build.add("--build-arg=" + argument + "=" + image));
    }
    build.add(".");

    // When
    Docker.Run built = docker.run(build);

    // Then
    assertThat(built.status()).as(built.said()).isZero();
    String explained =
        docker
            .run(
                "run",
                "--rm",
                "--network=none",
                "--read-only",
                "--cap-drop=ALL",
                "--tmpfs=/tmp:exec",
                TAG,
                "explain",
                "manifest unknown")
            .orThrow();
    assertThat(explained).contains("TAG_NOT_FOUND").doesNotContain("warning");
    Docker.Run inside =
        docker.run(
            "run",
            "--rm",
            "--network=none",
            "--entrypoint=/bin/bash",
            TAG,
            "-c",
            "id -u; ls /opt/pulltriage /opt/pulltriage/lib; touch /opt/pulltriage/x");
    assertThat(inside.said())
        .startsWith(Dockerfile.read().user() + "\n")
        .contains("sbom.cdx.json", "pulltriage.jsa", "LICENSE", "Permission denied");
  }
}
