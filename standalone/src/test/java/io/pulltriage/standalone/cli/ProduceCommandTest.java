package io.pulltriage.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProduceCommandTest {

  @Test
  void shouldNameEveryWrongSettingWithItsPlace(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("producer.yaml"), "watch: {pageSize: 0}\nclustres: {rescan: 1s}\n");

    Outcome outcome = Outcome.of("produce", "--config", file.toString(), "--set", "http.port=x");

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err())
        .contains(file + ":1: watch.pageSize must be between 1 and 10000, is 0")
        .contains(
            file + ":2: unknown key clustres.rescan; the nearest known key is clusters.rescan")
        .contains("--set: http.port takes a whole number, not 'x'");
  }

  @Test
  void shouldRefuseWhatKafkasClientsWouldRefuse() {
    Outcome outcome =
        Outcome.of(
            "produce",
            "--set",
            "kafka.linger.ms=soon",
            "--set",
            "schemaRegistry.url=registry:8081");

    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.errLines())
        .anySatisfy(line -> assertThat(line).contains("--set: kafka.linger.ms cannot be used"))
        .anySatisfy(line -> assertThat(line).contains("--set: schemaRegistry.url takes http"));
  }

  @Test
  void shouldTellOfEachClusterWhetherItCanBeReached(@TempDir Path folder) throws IOException {
    // Given
    kubeconfig(folder.resolve("a"), "prod", "http://127.0.0.1:1");
    Files.writeString(folder.resolve("b"), "{");

    // When
    Outcome outcome =
        Outcome.of(
            "produce",
            "--check",
            "--set",
            "clusters.folder.path=" + folder,
            "--set",
            "kafka.bootstrap.servers=127.0.0.1:1");

    // Then
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err()).contains("note: Kafka at 127.0.0.1:1 does not answer");
    assertThat(outcome.outLines().get(0)).startsWith("CLUSTER");
    assertThat(outcome.out()).contains("prod", "no", "cannot be reached");
    assertThat(outcome.err()).contains(folder.resolve("b") + " is no kubeconfig");
  }

  @Test
  void shouldSayThatThereIsNothingToWatch(@TempDir Path folder) {
    Outcome check = Outcome.of("produce", "--check", "--set", "clusters.folder.path=" + folder);
    Outcome run = Outcome.of("run", "--kubeconfig", folder.resolve("none").toString());

    assertThat(check.status()).isEqualTo(1);
    assertThat(check.err()).contains("there is no cluster to watch");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains(folder.resolve("none") + " does not exist");
  }

  private static void kubeconfig(Path file, String context, String url) throws IOException {
    Files.writeString(
        file,
        """
        current-context: %1$s
        clusters: [{name: c, cluster: {server: "%2$s"}}]
        users: [{name: u, user: {token: t}}]
        contexts: [{name: %1$s, context: {cluster: c, user: u}}]
        """
            .formatted(context, url));
  }
}
