package io.pulltriage.producer.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The cluster that the process runs in, as its pod's service account. */
final class InClusterSource implements ClusterSource {

  private final String name;

  InClusterSource(String name) {
    this.name = name;
  }

  /** Whether the process runs in a cluster. */
  static boolean isThere() {
    return Files.exists(Path.of(Config.KUBERNETES_SERVICE_ACCOUNT_TOKEN_PATH));
  }

  /** Settings that follow the service account's token as the kubelet renews it. */
  static Config config() {
    return new ConfigBuilder().build();
  }

  @Override
  public Found look() {
    if (!isThere()) {
      throw new IllegalStateException(
          "there is no service account at "
              + Config.KUBERNETES_SERVICE_ACCOUNT_TOKEN_PATH
              + ": this process does not run in a cluster");
    }
    return new Found(
        List.of(new ClusterAccess(name, describe(), "service account", InClusterSource::config)),
        List.of());
  }

  @Override
  public String describe() {
    return "the cluster that this process runs in";
  }
}
