package io.pulltriage.standalone.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pulltriage.producer.service.ProducerService;
import io.pulltriage.schemas.Cause;
import io.pulltriage.standalone.cli.CommandLines;
import io.pulltriage.standalone.live.EmbeddedRun;
import io.pulltriage.standalone.pipeline.LivePipeline;
import io.pulltriage.standalone.reclassify.EmbeddedReclassifier;
import io.pulltriage.standalone.replay.EmbeddedReplay;
import io.pulltriage.standalone.terminal.Console;
import io.pulltriage.standalone.terminal.Screen;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recording of a real API server shows what was seen live. */
class KubeCaptureIT {

  private static final String SECRET = "s3cr3tT0kenV4lue99";
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @Test
  void shouldReplayWhatWasSeenLive(@TempDir Path folder) throws Exception {
    KubeApiServer.assumeInstalled();
    ExecutorService threads = Executors.newCachedThreadPool();
    Path recording = folder.resolve("recording");
    try (KubeApiServer server = KubeApiServer.start();
        KubernetesClient admin = server.admin();
        LivePipeline pipeline = new LivePipeline(folder)) {
      // Given
      KubeWorkload workload = new KubeWorkload(admin);
      Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), server.kubeconfig("prod"));
      Future<Integer> capture =
          threads.submit(
              () ->
                  command(
                      new ByteArrayOutputStream(),
                      "capture",
                      "--kubeconfig",
                      kubeconfig.toString(),
                      "--out",
                      recording.toString()));
      await().atMost(PATIENCE).until(() -> files(recording).size() == 3);
      pipeline.kubeconfig("prod", server.kubeconfig("prod"));

      // When
      try (ProducerService producer =
          new ProducerService(pipeline.config(), Clock.systemUTC(), new SimpleMeterRegistry())) {
        producer.start();
        await().atMost(PATIENCE).until(() -> pipeline.isWatched("prod"));
        fail(workload, "web", "manifest unknown");
        fail(
            workload,
            "api",
            "unexpected status from HEAD request to https://u:"
                + SECRET
                + "@ghcr.io/v2/x: 403 Forbidden");
        await().atMost(PATIENCE).until(() -> pipeline.isOpen("prod", "web", Cause.TAG_NOT_FOUND));
        await().atMost(PATIENCE).until(() -> pipeline.isOpen("prod", "api", Cause.FORBIDDEN));
      }
      capture.cancel(true);
      threads.shutdown();
      assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();

      // Then
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      int status = command(out, "replay", recording.toString(), "--once", "--output", "json");
      assertThat(status).isZero();
      assertThat(incidents(out))
          .containsExactlyInAnyOrder("prod web TAG_NOT_FOUND OPEN", "prod api FORBIDDEN OPEN");
      for (Path file : files(recording)) {
        assertThat(text(file)).doesNotContain(SECRET);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static void fail(KubeWorkload workload, String deployment, String message) {
    String image = "ghcr.io/team/" + deployment + ":1";
    Pod pod = workload.failing(deployment, image);
    workload.event(pod, "Pulling", "Pulling image \"" + image + "\"", 1);
    workload.event(pod, "Failed", "Failed to pull image \"" + image + "\": " + message, 1);
  }

  private static int command(ByteArrayOutputStream out, String... arguments) {
    Console console =
        Console.of(
            InputStream.nullInputStream(),
            out,
            new ByteArrayOutputStream(),
            new Screen(false, false, 100, false));
    return CommandLines.run(
        arguments, console, new EmbeddedReplay(), new EmbeddedRun(), new EmbeddedReclassifier());
  }

  private static List<String> incidents(ByteArrayOutputStream out) throws IOException {
    List<String> incidents = new ArrayList<>();
    ObjectMapper json = new ObjectMapper();
    for (String line : out.toString(StandardCharsets.UTF_8).lines().toList()) {
      JsonNode entry = json.readTree(line);
      if (entry.path("type").asText().equals("incident")) {
        incidents.add(
            String.join(
                " ",
                entry.path("cluster").asText(),
                entry.at("/workload/name").asText(),
                entry.path("cause").asText(),
                entry.path("status").asText()));
      }
    }
    return incidents;
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static String text(Path file) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
