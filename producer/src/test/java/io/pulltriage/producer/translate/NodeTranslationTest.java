package io.pulltriage.producer.translate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.fabric8.kubernetes.api.model.Node;
import io.pulltriage.producer.testing.PodJson;
import io.pulltriage.schemas.NodeCondition;
import io.pulltriage.schemas.NodeSnapshot;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class NodeTranslationTest {

  private static final String NODE =
      """
      {"metadata":{"name":"n1","uid":"u","resourceVersion":"7","creationTimestamp":"2026-01-02T03:04:05Z",
        "labels":{"topology.kubernetes.io/zone":"z1","topology.kubernetes.io/region":"r1","node.kubernetes.io/instance-type":"m7g"},
        "managedFields":[{"time":"2026-01-02T03:10:00Z"}]},
       "spec":{"unschedulable":true},
       "status":{"conditions":[
          {"type":"Ready","status":"Unknown","reason":"NodeStatusUnknown","lastTransitionTime":"2026-01-02T03:09:00Z","lastHeartbeatTime":"2026-01-02T03:08:00Z"},
          {"type":"DiskPressure","status":"True","reason":"KubeletHasDiskPressure"}],
        "nodeInfo":{"architecture":"arm64","operatingSystem":"linux","osImage":"Bottlerocket","kernelVersion":"6.1",
          "containerRuntimeVersion":"containerd://2.1.4","kubeletVersion":"v1.34.2"}}}
      """;

  @Test
  void shouldTellWhatBearsOnImages() throws Exception {
    NodeSnapshot node = translate(NODE);

    assertThat(node.getName()).isEqualTo("n1");
    assertThat(node.getArchitecture()).isEqualTo("arm64");
    assertThat(node.getOperatingSystem()).isEqualTo("linux");
    assertThat(node.getContainerRuntime()).isEqualTo("containerd://2.1.4");
    assertThat(node.getKubeletVersion()).isEqualTo("v1.34.2");
    assertThat(node.getUnschedulable()).isTrue();
    assertThat(node.getObservedAt()).isEqualTo("2026-01-02T03:10:00Z");
    assertThat(node.getConditions())
        .extracting(NodeCondition::getType)
        .containsExactly("DiskPressure", "Ready");
    assertThat(node.getConditions().get(1).getSince())
        .contains(Instant.parse("2026-01-02T03:09:00Z"));
  }

  @Test
  void shouldReadCurrentAndLegacyLabels() throws Exception {
    NodeSnapshot current = translate(NODE);
    NodeSnapshot legacy =
        translate(
            NODE.replace("topology.kubernetes.io/", "failure-domain.beta.kubernetes.io/")
                .replace("node.kubernetes.io/instance-type", "beta.kubernetes.io/instance-type"));

    for (NodeSnapshot node : new NodeSnapshot[] {current, legacy}) {
      assertThat(node.getZone()).contains("z1");
      assertThat(node.getRegion()).contains("r1");
      assertThat(node.getInstanceType()).contains("m7g");
    }
  }

  @Test
  void shouldReadANodeThatHasJustRegistered() throws Exception {
    NodeSnapshot node =
        translate(
            """
            {"metadata":{"name":"n","uid":"u","creationTimestamp":"2026-01-02T03:04:05Z",
              "labels":{"kubernetes.io/arch":"amd64","kubernetes.io/os":"windows"}}}
            """);

    assertThat(node.getArchitecture()).isEqualTo("amd64");
    assertThat(node.getOperatingSystem()).isEqualTo("windows");
    assertThat(node.getZone()).isEmpty();
    assertThat(node.getConditions()).isEmpty();
    assertThat(node.getObservedAt()).isEqualTo("2026-01-02T03:04:05Z");
  }

  private static NodeSnapshot translate(String json) throws JsonProcessingException {
    return NodeTranslation.translate("prod", PodJson.JSON.readValue(json, Node.class));
  }
}
