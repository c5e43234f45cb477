package io.pulltriage.streams.topology.incident;

import io.pulltriage.classifier.Contexts;
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

  private static final String POD = "Pod";

  private StepValues() {}

  /** The values that are known of a finding. */
  static Map<String, String> of(PodFinding finding, Contexts contexts) {
    Map<String, String> values = new HashMap<>();
    values.put(Steps.CONTEXT, contexts.of(finding.getCluster()));
    values.put(Steps.KIND, kind(finding));
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

  /**
   * No command changes the image of a volume, whatever the workload. The kubelet names the mirror
   * of a static pod after the pod and its own node.
   */
  private static String kind(PodFinding finding) {
    if (finding.getImageVolume().isPresent()) {
      return Steps.IMAGE_VOLUME;
    }
    String kind = finding.getWorkload().getKind();
    boolean mirror =
        kind.equals(POD)
            && finding
                .getNode()
                .filter(node -> finding.getPodName().endsWith('-' + node))
                .isPresent();
    return mirror ? Steps.STATIC_POD : kind;
  }
}
