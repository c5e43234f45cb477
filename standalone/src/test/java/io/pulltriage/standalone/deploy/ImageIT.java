package io.pulltriage.standalone.deploy;

import static org.assertj.core.api.Assertions.assertThat;

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
    // When
    docker.buildImage(TAG);

    // Then
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
