package io.pulltriage.streams.topology.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.classifier.Steps;
import io.pulltriage.streams.testing.Captures;
import io.pulltriage.streams.testing.Pipeline;
import java.util.List;
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
    }
  }
}
