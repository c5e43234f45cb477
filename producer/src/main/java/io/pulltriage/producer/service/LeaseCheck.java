package io.pulltriage.producer.service;

import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributesBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.pulltriage.producer.cluster.OwnCluster;
import io.pulltriage.producer.config.LeaseConfig;
import io.pulltriage.producer.translate.PublicText;
import java.util.ArrayList;
import java.util.List;

/** Looks whether Leases can be held where they are to be. */
final class LeaseCheck {

  private static final List<String> VERBS = List.of("get", "create", "update", "patch");

  private LeaseCheck() {}

  /** What is in the way, with credentials masked. */
  static List<String> problems(LeaseConfig config) {
    try (KubernetesClient client = OwnCluster.client(config.kubeconfig(), "")) {
      String namespace = config.namespace().isBlank() ? OwnCluster.namespace() : config.namespace();
      List<String> missing = new ArrayList<>();
      for (String verb : VERBS) {
        if (!AccessReview.isAllowed(
            client,
            new ResourceAttributesBuilder()
                .withGroup("coordination.k8s.io")
                .withResource("leases")
                .withNamespace(namespace)
                .withVerb(verb)
                .build())) {
          missing.add(verb);
        }
      }
      return missing.isEmpty()
          ? List.of()
          : List.of(
              "leases: may not %s Leases in namespace %s; see k8s/base/producer/rbac.yaml"
                  .formatted(String.join(", ", missing), namespace));
    } catch (RuntimeException e) {
      return List.of(PublicText.of("leases: their cluster cannot be asked: " + e.getMessage()));
    }
  }
}
