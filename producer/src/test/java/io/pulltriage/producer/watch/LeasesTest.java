package io.pulltriage.producer.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.pulltriage.producer.config.LeaseConfig;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

@EnableKubernetesMockClient(crud = true)
@SuppressWarnings("NullAway.Init") // The fields are set by the extension.
class LeasesTest {

  private static final LeaseConfig CONFIG =
      new LeaseConfig(
          true, "ours", "", Duration.ofSeconds(3), Duration.ofSeconds(2), Duration.ofMillis(100));

  private KubernetesMockServer server;
  private KubernetesClient client;

  @Test
  void shouldGiveAClusterToOneReplicaAndToTheOtherWhenThatEnds() {
    // Given
    Set<String> clusters = Set.of("prod", "arn:aws:eks:eu-west-1:1:cluster_x");
    Leases one = new Leases(CONFIG, server.createClient(), "one");
    try (Leases other = new Leases(CONFIG, server.createClient(), "other")) {
      await().until(() -> one.held(clusters).equals(clusters));
      assertThat(other.held(clusters)).isEmpty();
      assertThat(client.leases().inNamespace("ours").list().getItems())
          .extracting(lease -> lease.getMetadata().getName())
          .containsExactlyInAnyOrder(
              Leases.name("prod"), Leases.name("arn:aws:eks:eu-west-1:1:cluster_x"));

      // When
      one.close();

      // Then
      await().until(() -> other.held(clusters).equals(clusters));
      assertThat(other.held(Set.of("prod"))).containsExactly("prod");
    }
  }
}
