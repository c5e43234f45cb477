package io.pulltriage.standalone.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pulltriage.producer.service.ClusterCheck;
import io.pulltriage.producer.service.ProducerService;
import io.pulltriage.schemas.Cause;
import io.pulltriage.standalone.pipeline.LivePipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Who the producer is to an API server, what it may do there, and where it finds clusters. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // Set before all tests.
class KubeAccessIT {

  @AutoClose private KubeApiServer server;
  @AutoClose private LivePipeline pipeline;
  @AutoClose private KubernetesClient admin;
  private KubeWorkload workload;
  private KubeRights rights;
  private Path folder;

  @BeforeAll
  void start(@TempDir Path temporary) throws Exception {
    KubeApiServer.assumeInstalled();
    Awaitility.setDefaultTimeout(Duration.ofMinutes(3));
    folder = temporary;
    server = KubeApiServer.start();
    pipeline = new LivePipeline(temporary);
    admin = server.admin();
    workload = new KubeWorkload(admin);
    rights = new KubeRights(admin);
    rights.namespace(KubeRights.NAMESPACE);
    rights.namespace("argocd");
    rights.grant();
  }

  @AfterAll
  static void waitAsUsual() {
    Awaitility.reset();
  }

  @AfterEach
  void forgetClusters() throws IOException {
    for (String file : List.of("cluster", "other")) {
      Files.deleteIfExists(pipeline.kubeconfigs().resolve(file));
    }
  }

  @Test
  void shouldNeedNoMoreRightsThanWeTellUsersToGrant() throws IOException {
    // Given
    pipeline.kubeconfig("cluster", server.kubeconfigWithToken("limited", rights.token()));
    try (KubernetesClient limited = limited()) {
      await().until(() -> ClusterCheck.check(pipeline.config()).clusters().get(0).ok());
      assertThatThrownBy(() -> limited.secrets().inAnyNamespace().list())
          .isInstanceOf(KubernetesClientException.class)
          .hasMessageContaining("forbidden");
    }

    // When
    Pod pod = workload.failing("limited-web", "ghcr.io/team/web:typo");
    workload.event(
        pod, "Failed", "Failed to pull image \"ghcr.io/team/web:typo\": manifest unknown", 1);

    // Then
    try (ProducerService producer = produce()) {
      producer.start();
      await().until(() -> pipeline.isOpen("limited", "limited-web", Cause.TAG_NOT_FOUND));
      assertThat(pipeline.isWatched("limited")).isTrue();
    }
    workload.delete(pod);
  }

  @Test
  void shouldSayWhichRightIsMissing() throws IOException {
    // Given
    pipeline.kubeconfig("cluster", server.kubeconfigWithToken("unentitled", rights.token()));
    ClusterRole role = admin.rbac().clusterRoles().withName(KubeRights.ACCOUNT).require();

    try {
      // When
      admin
          .rbac()
          .clusterRoles()
          .withName(KubeRights.ACCOUNT)
          .edit(
              now -> {
                now.getRules().removeIf(rule -> rule.getResources().contains("events"));
                return now;
              });

      // Then
      await()
          .until(
              () ->
                  ClusterCheck.check(pipeline.config())
                      .clusters()
                      .get(0)
                      .result()
                      .contains("may not list events, watch events"));
      try (ProducerService producer = produce()) {
        producer.start();
        await()
            .until(
                () ->
                    pipeline
                        .status("unentitled")
                        .flatMap(status -> status.getError())
                        .filter(error -> error.contains("events"))
                        .filter(error -> error.contains("403"))
                        .isPresent());
        rights.grantAgain(role);
        await().until(() -> pipeline.isWatched("unentitled"));
      }
    } finally {
      rights.grantAgain(role);
    }
  }

  @Test
  void shouldComeBackWithANewTokenWhenTheOldOneIsRefused() throws IOException {
    // Given
    pipeline.kubeconfig("cluster", server.kubeconfigWithToken("expiring", rights.token()));
    try (ProducerService producer = produce()) {
      producer.start();
      await().until(() -> pipeline.isWatched("expiring"));

      // When
      admin
          .serviceAccounts()
          .inNamespace(KubeRights.NAMESPACE)
          .withName(KubeRights.ACCOUNT)
          .delete();
      await()
          .pollInterval(Duration.ofSeconds(2)) // API servers remember tokens for some seconds.
          .until(
              () -> {
                server.gate.breakConnections();
                return pipeline
                    .status("expiring")
                    .flatMap(status -> status.getError())
                    .filter(error -> error.contains("401"))
                    .isPresent();
              });
      rights.account();
      pipeline.kubeconfig("cluster", server.kubeconfigWithToken("expiring", rights.token()));

      // Then
      await().until(() -> pipeline.isWatched("expiring"));
    }
  }

  @Test
  void shouldFollowTheClustersThatAHubRegisters() throws IOException {
    // Given
    Path hub = Files.writeString(folder.resolve("hub"), server.kubeconfig("hub"));
    admin
        .secrets()
        .inNamespace("argocd")
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName("cluster-1")
                .addToLabels("argocd.argoproj.io/secret-type", "cluster")
                .endMetadata()
                .addToStringData("name", "hub-argo")
                .addToStringData("server", server.url())
                .addToStringData(
                    "config",
                    "{\"bearerToken\":\"%s\",\"tlsClientConfig\":{\"caData\":\"%s\"}}"
                        .formatted(rights.token(), server.authority()))
                .build())
        .create();
    admin
        .secrets()
        .inNamespace("default")
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName("hub-capi-kubeconfig")
                .addToLabels("cluster.x-k8s.io/cluster-name", "hub-capi")
                .endMetadata()
                .addToStringData("value", server.kubeconfig("whatever"))
                .build())
        .create();

    try (ProducerService producer =
        produce(
            "clusters.hub.kubeconfig=" + hub,
            "clusters.hub.argoCd=true",
            "clusters.hub.clusterApi=true",
            "clusters.hub.clusterApiNamespaces=default")) {
      producer.start();
      // Then
      await().until(() -> pipeline.isWatched("hub-argo"));
      await().until(() -> pipeline.isWatched("default.hub-capi"));

      // When
      admin.secrets().inNamespace("argocd").withName("cluster-1").delete();

      // Then
      await()
          .until(
              () ->
                  pipeline
                      .status("hub-argo")
                      .flatMap(status -> status.getError())
                      .filter(error -> error.contains("no longer configured"))
                      .isPresent());
      assertThat(producer.clusters()).containsEntry("default.hub-capi", true);
    }
  }

  @Test
  @SuppressWarnings("try") // The first is to end before the second.
  void shouldShareClustersByLeasesAndHandThemOver() throws IOException {
    // Given
    pipeline.kubeconfig("cluster", server.kubeconfigWithToken("shared", rights.token()));
    pipeline.kubeconfig("other", server.kubeconfigWithToken("shared too", rights.token()));
    Path own =
        Files.writeString(folder.resolve("own"), server.kubeconfigWithToken("own", rights.token()));
    String[] leases = {
      "leases.enabled=true", "leases.namespace=" + KubeRights.NAMESPACE, "leases.kubeconfig=" + own
    };

    // When
    try (ProducerService first = produce(leases)) {
      first.start();
      await().until(() -> first.clusters().size() == 2);
      await().until(() -> pipeline.isWatched("shared") && pipeline.isWatched("shared_too"));
      try (ProducerService second = produce(leases)) {
        second.start();
        await().until(() -> leases().size() == 2);
        await().until(() -> second.ready().ok());
        assertThat(second.clusters()).isEmpty();
        assertThat(leases())
            .allSatisfy(lease -> assertThat(lease.getSpec().getHolderIdentity()).isNotBlank());
        first.close();

        // Then
        await().until(() -> second.clusters().size() == 2);
        await().until(() -> pipeline.isWatched("shared") && pipeline.isWatched("shared_too"));
      }
    }
  }

  private ProducerService produce(String... settings) {
    return new ProducerService(
        pipeline.config(settings), Clock.systemUTC(), new SimpleMeterRegistry());
  }

  private List<Lease> leases() {
    return admin.leases().inNamespace(KubeRights.NAMESPACE).list().getItems();
  }

  private KubernetesClient limited() {
    return new KubernetesClientBuilder()
        .withConfig(Config.fromKubeconfig(server.kubeconfigWithToken("limited", rights.token())))
        .build();
  }
}
