package io.pulltriage.producer.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.pulltriage.producer.config.ClustersConfig;
import io.pulltriage.producer.translate.PublicText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * All clusters that are configured, under names that are unique. A name that sources give twice
 * belongs to the source that comes first; the other cluster is refused, and both are named. Not
 * thread-safe.
 */
public final class ClusterDirectory {

  /** A name is a part of keys, which slashes separate, and of file names. */
  private static final Pattern UNFIT = Pattern.compile("[^A-Za-z0-9._:@-]+");

  private final List<ClusterSource> sources;
  private final Map<String, String> names;
  private final Map<ClusterSource, ClusterSource.Found> lastBySource = new HashMap<>();

  ClusterDirectory(List<ClusterSource> sources, Map<String, String> names) {
    this.sources = List.copyOf(sources);
    this.names = Map.copyOf(names);
  }

  /**
   * What is there now.
   *
   * @param clusters by name; a source that could not be looked at keeps those it had
   * @param problems what cannot be used, with credentials masked
   */
  public record Listing(Map<String, ClusterAccess> clusters, List<String> problems) {}

  /** A directory of what the configuration names. */
  public static ClusterDirectory of(ClustersConfig config) {
    List<ClusterSource> sources = new ArrayList<>();
    if (config.inCluster().enabled()) {
      sources.add(new InClusterSource(config.inCluster().name(), ServiceAccount.ofThisProcess()));
    }
    ClustersConfig.Kubeconfig kubeconfig = config.kubeconfig();
    if (kubeconfig.enabled()) {
      Path file =
          kubeconfig.file().isBlank() ? OwnCluster.usersKubeconfig() : Path.of(kubeconfig.file());
      sources.add(
          new KubeconfigSource(file, kubeconfig.contexts(), kubeconfig.allContexts(), true));
    }
    if (config.folder().enabled()) {
      sources.add(new FolderSource(Path.of(config.folder().path()), config.folder().exec()));
    }
    Supplier<KubernetesClient> hub =
        () -> OwnCluster.client(config.hub().kubeconfig(), config.hub().context());
    if (config.hub().argoCd()) {
      sources.add(HubSource.argoCd(hub, config.hub().argoCdNamespace()));
    }
    if (config.hub().clusterApi()) {
      sources.add(HubSource.clusterApi(hub, config.hub().clusterApiNamespaces()));
    }
    if (sources.isEmpty()) {
      sources.add(
          ServiceAccount.ofThisProcess().isThere()
              ? new InClusterSource("in-cluster", ServiceAccount.ofThisProcess())
              : new KubeconfigSource(OwnCluster.usersKubeconfig(), List.of(), false, true));
    }
    return new ClusterDirectory(sources, config.names());
  }

  /** Looks at all sources. May take as long as the hub takes to answer. */
  public Listing look() {
    Map<String, ClusterAccess> clusters = new LinkedHashMap<>();
    List<String> problems = new ArrayList<>();
    for (ClusterSource source : sources) {
      ClusterSource.Found found = look(source, problems);
      problems.addAll(found.problems());
      for (ClusterAccess access : found.clusters()) {
        add(access, clusters, problems);
      }
    }
    return new Listing(clusters, List.copyOf(problems));
  }

  private ClusterSource.Found look(ClusterSource source, List<String> problems) {
    try {
      ClusterSource.Found found = source.look();
      lastBySource.put(source, found);
      return found;
    } catch (RuntimeException e) {
      problems.add(PublicText.of(source.describe() + ": " + e.getMessage()));
      return new ClusterSource.Found(
          lastBySource
              .getOrDefault(source, new ClusterSource.Found(List.of(), List.of()))
              .clusters(),
          List.of());
    }
  }

  private void add(
      ClusterAccess access, Map<String, ClusterAccess> clusters, List<String> problems) {
    String name = names.getOrDefault(access.name(), UNFIT.matcher(access.name()).replaceAll("_"));
    ClusterAccess other = clusters.putIfAbsent(name, access.named(name));
    if (other != null) {
      problems.add(
          "two clusters would be called %s: %s and %s; the second is left out, clusters.names can"
                  .formatted(name, other.origin(), access.origin())
              + " give it another name");
    }
  }
}
