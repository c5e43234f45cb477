package io.pulltriage.producer.cluster;

import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.NamedAuthInfo;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.Config;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the secret in which Cluster API keeps the kubeconfig of a workload cluster: {@code
 * <cluster>-kubeconfig} with the kubeconfig under {@code value}.
 */
final class ClusterApiSecret {

  static final String LABEL = "cluster.x-k8s.io/cluster-name";
  private static final String SUFFIX = "-kubeconfig";
  private static final String KEY = "value";

  private ClusterApiSecret() {}

  static boolean isKubeconfig(Secret secret) {
    Map<String, String> labels = secret.getMetadata().getLabels();
    return labels != null && (labels.get(LABEL) + SUFFIX).equals(secret.getMetadata().getName());
  }

  static ClusterAccess read(Secret secret) {
    String encoded = secret.getData() == null ? null : secret.getData().get(KEY);
    if (encoded == null) {
      throw new IllegalArgumentException("it has no " + KEY);
    }
    byte[] bytes = Base64Text.decode(KEY, encoded);
    String content = new String(bytes, StandardCharsets.UTF_8);
    refuseWhatReachesThisMachine(parse(content));
    String name = secret.getMetadata().getName();
    return new ClusterAccess(
        secret.getMetadata().getNamespace()
            + '.'
            + name.substring(0, name.length() - SUFFIX.length()),
        HubSource.origin(secret),
        Fingerprint.of(bytes),
        () -> Config.fromKubeconfig(content));
  }

  private static io.fabric8.kubernetes.api.model.@Nullable Config parse(String content) {
    try {
      return Kubeconfig.parse(content);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("its " + KEY + " is no kubeconfig: it " + e.getMessage());
    }
  }

  /** Whoever may write a secret in the hub must not run or read anything here. */
  private static void refuseWhatReachesThisMachine(
      io.fabric8.kubernetes.api.model.@Nullable Config content) {
    if (content == null || content.getClusters() == null || content.getContexts() == null) {
      throw new IllegalArgumentException("its " + KEY + " is no kubeconfig");
    }
    List<NamedAuthInfo> users = content.getUsers() == null ? List.of() : content.getUsers();
    for (NamedAuthInfo named : users) {
      AuthInfo user = named.getUser();
      if (user != null
          && (user.getExec() != null
              || user.getAuthProvider() != null
              || user.getTokenFile() != null
              || user.getClientCertificate() != null
              || user.getClientKey() != null)) {
        throw new IllegalArgumentException(
            "its kubeconfig names a program or a file of this machine, which a secret must not");
      }
    }
    boolean readsFile =
        content.getClusters().stream()
            .anyMatch(
                named ->
                    named.getCluster() != null
                        && named.getCluster().getCertificateAuthority() != null);
    if (readsFile) {
      throw new IllegalArgumentException(
          "its kubeconfig names a file of this machine, which a secret must not");
    }
  }
}
