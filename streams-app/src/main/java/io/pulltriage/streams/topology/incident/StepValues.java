package io.pulltriage.streams.topology.incident;

import io.pulltriage.classifier.Steps;
import io.pulltriage.schemas.ImageReference;
import io.pulltriage.schemas.internal.PodFinding;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What stands in the place of placeholders in an incident's steps, ready to be copied. Pure. */
final class StepValues {

  private StepValues() {}

  /** The values that are known of a finding. */
  static Map<String, String> of(PodFinding finding) {
    Map<String, String> values = new HashMap<>();
    ImageReference image = finding.getImage();
    values.put(Steps.NAMESPACE, finding.getNamespace());
    values.put(Steps.POD, finding.getPodName());
    values.put(
        Steps.WORKLOAD,
        finding.getWorkload().getKind().toLowerCase(Locale.ROOT)
            + '/'
            + finding.getWorkload().getName());
    values.put(Steps.CONTAINER, finding.getContainer());
    values.put(Steps.IMAGE, image.getReference());
    image.getRegistry().ifPresent(registry -> values.put(Steps.REGISTRY, registry));
    image
        .getRegistry()
        .flatMap(registry -> image.getRepository().map(repository -> registry + '/' + repository))
        .ifPresent(repository -> values.put(Steps.REPOSITORY, repository));
    image.getTag().ifPresent(tag -> values.put(Steps.TAG, tag));
    finding.getNode().ifPresent(node -> values.put(Steps.NODE, node));
    Stream.of(finding.getMissingPullSecrets(), finding.getPullSecrets())
        .flatMap(List::stream)
        .findFirst()
        .ifPresent(secret -> values.put(Steps.SECRET, secret));
    return values;
  }
}
