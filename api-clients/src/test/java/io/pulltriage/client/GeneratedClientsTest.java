package io.pulltriage.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.pulltriage.client.model.Incident;
import io.pulltriage.client.model.IncidentPage;
import io.pulltriage.client.model.IncidentStatus;
import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Confidence;
import io.pulltriage.schemas.ContainerType;
import io.pulltriage.schemas.Evidence;
import io.pulltriage.schemas.EvidenceSource;
import io.pulltriage.schemas.ImageReference;
import io.pulltriage.schemas.Phase;
import io.pulltriage.schemas.Severity;
import io.pulltriage.schemas.Workload;
import io.pulltriage.schemas.serdes.JsonRecords;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Clients that are generated from the document; that the Java one compiles is seen by then. */
class GeneratedClientsTest {

  private static final Instant START = Instant.parse("2026-11-26T12:00:00Z");

  @Test
  void shouldReadInJavaWhatTheServerWrites() throws JsonProcessingException {
    // Given
    io.pulltriage.schemas.Incident incident = incident();
    String page =
        "{\"items\":["
            + JsonRecords.toJson(incident)
            + "],\"next\":null,\"total\":1,"
            + "\"asOf\":{\"time\":\"2026-11-26T12:00:01Z\",\"lagSeconds\":0.5,\"behind\":false}}";

    // When
    IncidentPage read = ApiClient.createDefaultObjectMapper().readValue(page, IncidentPage.class);

    // Then
    assertThat(read.getNext()).isNull();
    assertThat(read.getTotal()).isEqualTo(1);
    assertThat(read.getAsOf().getBehind()).isFalse();
    Incident shown = read.getItems().get(0);
    assertThat(shown.getId()).isEqualTo(incident.getId());
    assertThat(shown.getStatus()).isEqualTo(IncidentStatus.OPEN);
    assertThat(shown.getResolution()).isNull();
    assertThat(shown.getFirstSeen()).isEqualTo(START.atOffset(ZoneOffset.UTC));
    assertThat(shown.getImage().getDigest()).isNull();
    assertThat(shown.getEvidence().get(0).getMessage()).isEqualTo("manifest unknown");
  }

  @Test
  void shouldCompileInTypeScript() throws IOException, InterruptedException {
    assumeTrue(hasNode(), "skipped: the TypeScript compiler needs node on the PATH");
    Path compiler = Path.of(System.getProperty("typescript.compiler"), "tsc.js");
    Path client = Path.of(System.getProperty("typescript.client"), "index.ts");

    Process tsc =
        new ProcessBuilder(
                List.of(
                    "node",
                    compiler.toString(),
                    "--noEmit",
                    "--strict",
                    "--target",
                    "es2020",
                    "--lib",
                    "es2020,dom",
                    "--moduleResolution",
                    "node10",
                    client.toString()))
            .redirectErrorStream(true)
            .start();
    String output = new String(tsc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(tsc.waitFor()).as(output).isZero();
  }

  private static boolean hasNode() throws InterruptedException {
    try {
      return new ProcessBuilder("node", "--version")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false; // There is no such program.
    }
  }

  private static io.pulltriage.schemas.Incident incident() {
    return io.pulltriage.schemas.Incident.newBuilder()
        .setId("east/shop/Deployment/api/app/PULL/0a1b2c3d")
        .setStatus(io.pulltriage.schemas.IncidentStatus.OPEN)
        .setPhase(Phase.PULL)
        .setCause(Cause.TAG_NOT_FOUND)
        .setConfidence(Confidence.CERTAIN)
        .setSeverity(Severity.WARNING)
        .setTitle("Image tag not found")
        .setExplanation("The registry knows the repository, but not this tag.")
        .setRemediation(List.of("See the tags that exist."))
        .setCluster("east")
        .setNamespace("shop")
        .setWorkload(new Workload("Deployment", "api"))
        .setContainer("app")
        .setContainerType(ContainerType.CONTAINER)
        .setImage(
            new ImageReference("registry.example/api:1", "registry.example", "api", "1", null))
        .setAffectedPods(2)
        .setFailingPods(2)
        .setOccurrences(5)
        .setFirstSeen(START)
        .setLastSeen(START)
        .setEvidence(
            List.of(
                new Evidence(
                    EvidenceSource.EVENT, "Failed", "manifest unknown", START, "manifest")))
        .setRulesVersion("test")
        .setRevision(1)
        .build();
  }
}
