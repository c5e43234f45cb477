package io.pulltriage.streams.topology.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.classifier.Contexts;
import io.pulltriage.classifier.Steps;
import io.pulltriage.schemas.Workload;
import io.pulltriage.schemas.internal.PodFinding;
import io.pulltriage.streams.testing.Captures;
import io.pulltriage.streams.testing.Pipeline;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StepValuesTest {

  @Test
  void shouldLeaveNoPlaceholderInTheStepsOfRealIncidents() {
    try (Pipeline pipeline = Pipeline.recorded()) {
      pipeline.feed(Captures.publications(Captures.TWO_CLUSTERS));

      List<String> steps =
          pipeline.incidents().values().stream()
              .flatMap(incident -> incident.getRemediation().stream())
              .toList();

      assertThat(steps)
          .isNotEmpty()
          .noneMatch(
              step -> Steps.PLACEHOLDERS.stream().anyMatch(word -> step.contains("{" + word + "}")))
          .noneMatch(step -> step.contains("NAMESPACE") || step.contains("CONTAINER"))
          .anyMatch(step -> step.contains("-n shop") && step.contains("deployment/"));
      assertThat(steps).noneMatch(step -> step.contains("--context CONTEXT"));
    }
  }

  @Test
  void shouldNameTheContextThatIsConfiguredForTheCluster() {
    // Given
    PodFinding finding = Finds.failing(1, 0).build();

    // Then
    assertThat(StepValues.of(finding, new Contexts(Map.of(finding.getCluster(), "gke_shop_prod"))))
        .containsEntry(Steps.CONTEXT, "gke_shop_prod");
    assertThat(StepValues.of(finding, Contexts.named()))
        .containsEntry(Steps.CONTEXT, finding.getCluster());
  }

  @Test
  void shouldTellAStaticPodFromABareOne() {
    // Given
    PodFinding bare =
        Finds.failing(1, 0)
            .setWorkload(new Workload("Pod", "db"))
            .setPodName("db")
            .setNode("cp-1")
            .build();
    PodFinding mirror = PodFinding.newBuilder(bare).setPodName("etcd-cp-1").build();

    // Then
    assertThat(StepValues.of(bare, Contexts.named())).containsEntry(Steps.KIND, "Pod");
    assertThat(StepValues.of(mirror, Contexts.named())).containsEntry(Steps.KIND, Steps.STATIC_POD);
  }

  @Test
  void shouldNotOfferToSetTheImageOfAVolumeOnAContainer() {
    // Given
    PodFinding volume = Finds.failing(1, 0).setImageVolume("model").build();

    // Then
    assertThat(StepValues.of(volume, Contexts.named()))
        .containsEntry(Steps.KIND, Steps.IMAGE_VOLUME);
  }
}
