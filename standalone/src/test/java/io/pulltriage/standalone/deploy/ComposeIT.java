package io.pulltriage.standalone.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Starts docker-compose.yml whole, where there is an engine with Compose. */
@EnabledIf(
    value = "io.pulltriage.standalone.deploy.Docker#isComposeThere",
    disabledReason = "no Docker engine with Compose answers: docker-compose.yml is not started")
class ComposeIT {

  private static final Duration PATIENCE = Duration.ofMinutes(15);

  @Test
  void shouldStartEveryPartAndTellOfTheClusters(@TempDir Path folder) throws Exception {
    try (ComposeProject project = new ComposeProject(folder)) {
      project.up();

      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofSeconds(2))
          .untilAsserted(() -> assertThat(project.unwell()).as(project::said).isEmpty());
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofSeconds(1))
          .untilAsserted(
              () ->
                  assertThat(project.ask("/api/v1/clusters"))
                      .contains("\"" + ComposeProject.CLUSTER + "\"", "\"connected\":false"));
    }
  }
}
