package io.pulltriage.producer.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

@EnableKubernetesMockClient(crud = true)
@SuppressWarnings("NullAway.Init") // The fields are set by the extension.
class HubSourceTest {

  private KubernetesMockServer server;
  private KubernetesClient client;

  @Test
  void shouldFindArgoCdsClusters() {
    // Given
    secret(
        "argocd",
        "prod-secret",
        Map.of("argocd.argoproj.io/secret-type", "cluster"),
        Map.of(
            "name",
            "prod",
            "server",
            "https://prod.example",
            "config",
            """
            {"bearerToken":"s3cr3t","tlsClientConfig":{"serverName":"api","caData":"Q0E="}}"""));
    secret("argocd", "other", Map.of(), Map.of("name", "x", "server", "https://x"));

    // When
    ClusterSource.Found found = HubSource.argoCd(server::createClient, "argocd").look();

    // Then
    ClusterAccess access = found.clusters().get(0);
    assertThat(found.clusters()).hasSize(1);
    assertThat(access.name()).isEqualTo("prod");
    assertThat(access.origin()).isEqualTo("secret argocd/prod-secret of the hub");
    Config config = access.config().get();
    assertThat(config.getMasterUrl()).startsWith("https://prod.example");
    assertThat(config.getOauthToken()).isEqualTo("s3cr3t");
    assertThat(config.getCaCertData()).isEqualTo("Q0E=");
    assertThat(config.getTlsServerName()).isEqualTo("api");
  }

  @Test
  void shouldRefuseWhatWouldRunProgramsWithoutTellingSecrets() {
    // Given
    Map<String, String> label = Map.of("argocd.argoproj.io/secret-type", "cluster");
    secret(
        "argocd",
        "runs",
        label,
        Map.of("server", "https://a", "config", "{\"execProviderConfig\":{\"command\":\"sh\"}}"));
    secret(
        "argocd", "broken", label, Map.of("server", "https://b", "config", "{bearerToken: s3cr3t"));

    // When
    ClusterSource.Found found = HubSource.argoCd(server::createClient, "argocd").look();

    // Then
    assertThat(found.clusters()).isEmpty();
    assertThat(found.problems())
        .containsExactlyInAnyOrder(
            "secret argocd/runs of the hub: its config has execProviderConfig, which would run a"
                + " program; use a token instead",
            "secret argocd/broken of the hub: its config is no JSON");
  }

  @Test
  void shouldFindClusterApisClusters() {
    // Given
    Map<String, String> label = Map.of("cluster.x-k8s.io/cluster-name", "east");
    String kubeconfig = Kubeconfigs.content("t0ken", List.of("east-admin@east"));
    secret("fleet", "east-kubeconfig", label, Map.of("value", kubeconfig));
    secret("fleet", "east-ca", label, Map.of("value", "no kubeconfig"));
    secret("elsewhere", "east-kubeconfig", label, Map.of("value", kubeconfig));

    // When
    ClusterSource.Found some = HubSource.clusterApi(server::createClient, List.of("fleet")).look();
    ClusterSource.Found all = HubSource.clusterApi(server::createClient, List.of()).look();

    // Then
    assertThat(some.clusters()).extracting(ClusterAccess::name).containsExactly("fleet.east");
    assertThat(some.clusters().get(0).config().get().getAutoOAuthToken()).isEqualTo("t0ken");
    assertThat(all.clusters())
        .extracting(ClusterAccess::name)
        .containsExactlyInAnyOrder("fleet.east", "elsewhere.east");
  }

  @Test
  void shouldRefuseAKubeconfigThatReadsThisMachine() {
    // Given
    Map<String, String> label = Map.of("cluster.x-k8s.io/cluster-name", "east");
    String kubeconfig =
        Kubeconfigs.content("t", List.of("east"))
            .replace("user: {token: t}", "user: {exec: {command: sh}}");
    secret("fleet", "east-kubeconfig", label, Map.of("value", kubeconfig));

    // When
    ClusterSource.Found found = HubSource.clusterApi(server::createClient, List.of()).look();

    // Then
    assertThat(found.clusters()).isEmpty();
    assertThat(found.problems()).singleElement().asString().contains("names a program or a file");
  }

  private void secret(
      String namespace, String name, Map<String, String> labels, Map<String, String> data) {
    client
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .withLabels(labels)
                .endMetadata()
                .withData(encoded(data))
                .build())
        .create();
  }

  private static Map<String, String> encoded(Map<String, String> data) {
    Map<String, String> encoded = new TreeMap<>();
    data.forEach(
        (key, value) ->
            encoded.put(
                key, Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))));
    return encoded;
  }
}
