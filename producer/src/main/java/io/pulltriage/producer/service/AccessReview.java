package io.pulltriage.producer.service;

import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributes;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.stream.Stream;

/** Asks an API server what one may do there; everybody may ask that about oneself. */
final class AccessReview {

  private AccessReview() {}

  static boolean isAllowed(KubernetesClient client, ResourceAttributes action) {
    SelfSubjectAccessReview review =
        client
            .authorization()
            .v1()
            .selfSubjectAccessReview()
            .create(
                new SelfSubjectAccessReviewBuilder()
                    .withNewSpec()
                    .withResourceAttributes(action)
                    .endSpec()
                    .build());
    return Stream.ofNullable(review.getStatus())
        .anyMatch(status -> Boolean.TRUE.equals(status.getAllowed()));
  }
}
