package io.pulltriage.producer.cluster;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.pulltriage.producer.translate.PublicText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Clusters whose credentials are secrets of another cluster, the hub. */
final class HubSource implements ClusterSource {

  private final String name;
  private final Supplier<KubernetesClient> hub;
  private final Function<KubernetesClient, List<Secret>> list;
  private final Function<Secret, ClusterAccess> read;

  private HubSource(
      String name,
      Supplier<KubernetesClient> hub,
      Function<KubernetesClient, List<Secret>> list,
      Function<Secret, ClusterAccess> read) {
    this.name = name;
    this.hub = hub;
    this.list = list;
    this.read = read;
  }

  /** Argo CD's cluster secrets. */
  static HubSource argoCd(Supplier<KubernetesClient> hub, String namespace) {
    return new HubSource(
        "Argo CD's clusters in namespace " + namespace + " of the hub",
        hub,
        client ->
            client
                .secrets()
                .inNamespace(namespace)
                .withLabel("argocd.argoproj.io/secret-type", "cluster")
                .list()
                .getItems(),
        ArgoCdSecret::read);
  }

  /** Cluster API's kubeconfig secrets; of no namespaces stands for all. */
  static HubSource clusterApi(Supplier<KubernetesClient> hub, List<String> namespaces) {
    String where = namespaces.isEmpty() ? "all namespaces" : String.join(", ", namespaces);
    return new HubSource(
        "Cluster API's clusters in " + where + " of the hub",
        hub,
        client -> clusterApiSecrets(client, namespaces),
        ClusterApiSecret::read);
  }

  @Override
  public Found look() {
    List<ClusterAccess> clusters = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    try (KubernetesClient client = hub.get()) {
      for (Secret secret : list.apply(client)) {
        try {
          clusters.add(read.apply(secret));
        } catch (IllegalArgumentException e) {
          problems.add(PublicText.of(origin(secret) + ": " + e.getMessage()));
        }
      }
    }
    return new Found(clusters, problems);
  }

  @Override
  public String describe() {
    return name;
  }

  static String origin(Secret secret) {
    return "secret "
        + secret.getMetadata().getNamespace()
        + '/'
        + secret.getMetadata().getName()
        + " of the hub";
  }

  private static List<Secret> clusterApiSecrets(KubernetesClient client, List<String> namespaces) {
    List<Secret> secrets = new ArrayList<>();
    if (namespaces.isEmpty()) {
      secrets.addAll(
          client.secrets().inAnyNamespace().withLabel(ClusterApiSecret.LABEL).list().getItems());
    }
    for (String namespace : namespaces) {
      secrets.addAll(
          client
              .secrets()
              .inNamespace(namespace)
              .withLabel(ClusterApiSecret.LABEL)
              .list()
              .getItems());
    }
    secrets.removeIf(secret -> !ClusterApiSecret.isKubeconfig(secret));
    return secrets;
  }
}
