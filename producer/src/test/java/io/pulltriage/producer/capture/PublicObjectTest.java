package io.pulltriage.producer.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pulltriage.producer.testing.PodJson;
import io.pulltriage.producer.translate.PodObservation;
import io.pulltriage.producer.wire.Fact;
import io.pulltriage.producer.wire.StreamKind;
import io.pulltriage.producer.wire.WatchEntryParser;
import io.pulltriage.schemas.ImageVolume;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublicObjectTest {

  private static final String SECRET = "s3cr3tT0kenV4lue99";

  @Test
  void shouldKeepWhatTranslationReadsAndNothingElse() throws Exception {
    // Given
    ObjectNode pod =
        PodJson.of("web", "old", "1", Instant.parse("2026-03-04T05:06:07Z"))
            .on("n1")
            .waiting("ImagePullBackOff", "Back-off pulling image x")
            .json();
    ((ObjectNode) pod.get("metadata"))
        .set("annotations", PodJson.read("{\"kubernetes.io/config.mirror\":\"4f2a\"}"));
    ((ObjectNode) pod.get("spec"))
        .withArray("volumes")
        .add(PodJson.read("{\"name\":\"model\",\"image\":{\"reference\":\"ml/model:1\"}}"));
    ((ObjectNode) pod.at("/spec/containers/0"))
        .withArray("volumeMounts")
        .add(PodJson.read("{\"name\":\"model\",\"mountPath\":\"/model\"}"));

    // When
    ObjectNode kept = PublicObject.of(StreamKind.PODS, pod.deepCopy());

    // Then
    WatchEntryParser parser = new WatchEntryParser("prod", StreamKind.PODS);
    assertThat(parser.listed(reading(kept))).isEqualTo(parser.listed(reading(pod)));
    PodObservation read = ((Fact.PodSeen) parser.listed(reading(kept)).fact()).pod();
    assertThat(read.mirrorOf()).isEqualTo("4f2a");
    assertThat(read.snapshot().getImageVolumes())
        .containsExactly(new ImageVolume("model", "ml/model:1", "", List.of("app")));
  }

  private static JsonParser reading(ObjectNode object) throws IOException {
    JsonParser parser = object.traverse(PodJson.JSON);
    parser.nextToken();
    return parser;
  }

  @Test
  void shouldKeepNoSecret() {
    // Given
    ObjectNode pod =
        PodJson.read(
            """
            {"metadata":{"name":"web","uid":"u","labels":{"token":"%1$s"},
              "annotations":{"a":"%1$s"},"managedFields":[{"time":"2026-03-04T05:06:07Z",
              "fieldsV1":{"%1$s":{}}}]},
             "spec":{"volumes":[{"name":"%1$s"}],"containers":[{"name":"app","image":"x",
              "args":["%1$s"],"env":[{"name":"PASSWORD","value":"%1$s"},
               {"name":"REF","valueFrom":{"secretKeyRef":{"name":"s","key":"%1$s"}}}],
              "envFrom":[{"secretRef":{"name":"%1$s"}}],
              "livenessProbe":{"httpGet":{"httpHeaders":[{"value":"%1$s"}]}}}]},
             "status":{"containerStatuses":[{"name":"app","state":{"waiting":{
              "message":"Get \\"https://me:%1$s@ghcr.io/\\": Authorization: Bearer %1$s"}}}]}}
            """
                .formatted(SECRET));

    // When
    String kept = PublicObject.of(StreamKind.PODS, pod).toString();

    // Then
    assertThat(kept).doesNotContain(SECRET).contains("PASSWORD", "REF", "envFrom", "ghcr.io");
  }
}
