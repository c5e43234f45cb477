package io.pulltriage.producer.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.pulltriage.producer.cluster.ClusterAccess;
import org.junit.jupiter.api.Test;

@EnableKubernetesMockClient
@SuppressWarnings("NullAway.Init") // The field is set by the extension.
class ClusterCheckTest {

  private KubernetesMockServer server;

  private final ClusterAccess access =
      new ClusterAccess(
          "prod",
          "a test",
          "1",
          () -> {
            throw new AssertionError("the test connects by itself");
          });

  @Test
  void shouldNameEachRightThatIsMissing() {
    // Given
    answer(true, 2);
    answer(false, 1);
    answer(true, 3);

    // When
    ClusterCheck.Result result = ClusterCheck.check(access, to -> client());

    // Then
    assertThat(result.ok()).isFalse();
    assertThat(result.result()).isEqualTo("may not list pods; see k8s/base/producer/rbac.yaml");
  }

  @Test
  void shouldSayThatAClusterCanBeWatched() {
    answer(true, 6);

    assertThat(ClusterCheck.check(access, to -> client()))
        .isEqualTo(new ClusterCheck.Result("prod", "a test", true, "can be watched"));
  }

  @Test
  void shouldSayWhyAClusterCannotBeReached() {
    ClusterCheck.Result result =
        ClusterCheck.check(
            access,
            to -> {
              throw new KubernetesClientException("token=s3cr3tv4lue is expired");
            });

    assertThat(result.ok()).isFalse();
    assertThat(result.result()).startsWith("cannot be reached: ").doesNotContain("s3cr3tv4lue");
  }

  /** Not in ten seconds, as by default: not every machine has connected by then. */
  private KubernetesClient client() {
    try (KubernetesClient hasty = server.createClient()) {
      return new KubernetesClientBuilder()
          .withConfig(
              new ConfigBuilder(hasty.getConfiguration())
                  .withConnectionTimeout(60_000)
                  .withRequestTimeout(60_000)
                  .build())
          .build();
    }
  }

  private void answer(boolean allowed, int times) {
    server
        .expect()
        .post()
        .withPath("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews")
        .andReturn(
            201,
            new SelfSubjectAccessReviewBuilder()
                .withNewStatus()
                .withAllowed(allowed)
                .endStatus()
                .build())
        .times(times);
  }
}
