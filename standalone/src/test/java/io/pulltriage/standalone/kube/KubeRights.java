package io.pulltriage.standalone.kube;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The account that the producer runs as, with the rights that we tell users to grant. */
final class KubeRights {

  static final String NAMESPACE = "pulltriage";
  static final String ACCOUNT = "pulltriage-producer";

  /** What we tell users to grant. */
  private static final Path RIGHTS = Path.of("..", "k8s", "base", "producer", "rbac.yaml");

  private final KubernetesClient admin;

  KubeRights(KubernetesClient admin) {
    this.admin = admin;
  }

  String token() {
    return admin
        .serviceAccounts()
        .inNamespace(NAMESPACE)
        .withName(ACCOUNT)
        .tokenRequest(
            new TokenRequestBuilder().withNewSpec().withExpirationSeconds(3600L).endSpec().build())
        .getStatus()
        .getToken();
  }

  void grant() throws IOException {
    try (InputStream rights = Files.newInputStream(RIGHTS)) {
      admin.load(rights).create();
    }
  }

  void grantAgain(ClusterRole role) {
    admin
        .rbac()
        .clusterRoles()
        .withName(ACCOUNT)
        .edit(
            now -> {
              now.setRules(role.getRules());
              return now;
            });
  }

  void account() {
    admin
        .serviceAccounts()
        .inNamespace(NAMESPACE)
        .resource(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withName(ACCOUNT)
                .withNamespace(NAMESPACE)
                .endMetadata()
                .build())
        .create();
  }

  void namespace(String name) {
    admin
        .namespaces()
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .withLabels(Map.of())
                .endMetadata()
                .build())
        .create();
  }
}
