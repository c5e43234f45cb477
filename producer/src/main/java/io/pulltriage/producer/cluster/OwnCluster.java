package io.pulltriage.producer.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.File;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * The cluster that is nearest: the one that the process runs in or, outside of one, that of the
 * user's kubeconfig. Hubs are there, and Leases.
 */
public final class OwnCluster {

  private static final String NAMESPACE_OUTSIDE = "pulltriage";

  private OwnCluster() {}

  /**
   * A client for it, to be closed by the caller.
   *
   * @param kubeconfig a kubeconfig to use instead; empty for none
   * @param context a context to use instead of the current one; empty for none
   * @throws IllegalArgumentException that says what is wrong with the kubeconfig
   */
  public static KubernetesClient client(String kubeconfig, String context) {
    Config config = config(kubeconfig, context);
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withHttpClientBuilderConsumer(builder -> ServerNameTrust.applyTo(builder, config))
        .build();
  }

  /** The namespace that the process runs in; outside of a cluster, {@code pulltriage}. */
  public static String namespace() {
    ServiceAccount account = ServiceAccount.ofThisProcess();
    return account.isThere() ? account.namespace() : NAMESPACE_OUTSIDE;
  }

  /** The user's own kubeconfig: the first that {@code KUBECONFIG} names, or the usual one. */
  static Path usersKubeconfig() {
    String variable = System.getenv("KUBECONFIG");
    if (variable != null && !variable.isBlank()) {
      return Path.of(variable.split(Pattern.quote(File.pathSeparator), 2)[0]);
    }
    return Path.of(System.getProperty("user.home"), ".kube", "config");
  }

  private static Config config(String kubeconfig, String context) {
    ServiceAccount account = ServiceAccount.ofThisProcess();
    if (kubeconfig.isBlank() && context.isBlank() && account.isThere()) {
      return account.config();
    }
    Kubeconfig read =
        Kubeconfig.read(kubeconfig.isBlank() ? usersKubeconfig() : Path.of(kubeconfig));
    return read.access(context.isBlank() ? read.current() : context, true).config().get();
  }
}
