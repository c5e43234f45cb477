package io.pulltriage.producer.config;

import io.pulltriage.settings.Checks;
import io.pulltriage.settings.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Which clusters are watched. With no source turned on it is the cluster that the process runs in,
 * or, outside of one, the current context of the user's kubeconfig.
 *
 * @param inCluster the cluster that the process runs in
 * @param kubeconfig contexts of one kubeconfig
 * @param folder a folder of kubeconfigs
 * @param hub clusters that are registered in another one
 * @param names names of our own
 * @param rescan how often sources are looked at for changes
 */
public record ClustersConfig(
    InCluster inCluster,
    Kubeconfig kubeconfig,
    Folder folder,
    Hub hub,
    @Setting(
            "Names to use instead of those that the sources give, by the source's name. A name is"
                + " part of every key and must stay the same.")
        Map<String, String> names,
    @Setting("How often folders and hubs are looked at for clusters that came, changed or went.")
        Duration rescan) {

  /** Refuses what cannot be. */
  public ClustersConfig {
    Checks.requirePositive("rescan", rescan);
    names = Map.copyOf(names);
  }

  static ClustersConfig defaults() {
    return new ClustersConfig(
        new InCluster(false, ""),
        new Kubeconfig("", List.of(), false),
        new Folder("", false),
        new Hub(false, "argocd", false, List.of(), "", ""),
        Map.of(),
        Duration.ofSeconds(30));
  }

  /**
   * The cluster that the process runs in.
   *
   * @param enabled whether it is watched
   * @param name its name
   */
  public record InCluster(
      @Setting("Whether the cluster that the process runs in is watched.") boolean enabled,
      @Setting("Its name, which it cannot tell itself; needed when it is watched.") String name) {

    /** Refuses what cannot be. */
    public InCluster {
      if (enabled) {
        Checks.requireText("name", name);
      }
    }
  }

  /**
   * Contexts of one kubeconfig.
   *
   * @param file the kubeconfig
   * @param contexts which of its contexts
   * @param allContexts whether all of them
   */
  public record Kubeconfig(
      @Setting(
              "A kubeconfig; empty for none, unless contexts are named: then the user's own"
                  + " (`KUBECONFIG` or `~/.kube/config`).")
          String file,
      @Setting("Contexts to watch; none for the current one.") List<String> contexts,
      @Setting("Whether all contexts are watched.") boolean allContexts) {

    /** Refuses what cannot be. */
    public Kubeconfig {
      contexts = List.copyOf(contexts);
      if (allContexts && !contexts.isEmpty()) {
        throw new IllegalArgumentException(
            "allContexts cannot be turned on beside contexts: name some or take all");
      }
    }

    /** Whether this source is used. */
    public boolean enabled() {
      return !file.isBlank() || !contexts.isEmpty() || allContexts;
    }
  }

  /**
   * A folder of kubeconfigs.
   *
   * @param path the folder
   * @param exec whether its kubeconfigs may run programs and read tokens of this machine
   */
  public record Folder(
      @Setting(
              "A folder of kubeconfigs; every context in them is watched. Files that come, change"
                  + " or go are followed. Empty for none.")
          String path,
      @Setting(
              "Whether kubeconfigs of the folder may have `exec` plug-ins, which run as the"
                  + " producer, and `tokenFile`, which reads a file as the producer. Only where"
                  + " whoever writes into the folder may do both.")
          boolean exec) {

    /** Whether this source is used. */
    public boolean enabled() {
      return !path.isBlank();
    }
  }

  /**
   * Clusters that are registered in another one, the hub.
   *
   * @param argoCd whether Argo CD's cluster secrets are read
   * @param argoCdNamespace where they are
   * @param clusterApi whether Cluster API's kubeconfig secrets are read
   * @param clusterApiNamespaces where they are
   * @param kubeconfig how to reach the hub
   * @param context context of that
   */
  public record Hub(
      @Setting(
              "Whether Argo CD's cluster secrets (label `argocd.argoproj.io/secret-type: cluster`)"
                  + " are read. Needs the right to list those secrets.")
          boolean argoCd,
      @Setting("Namespace of Argo CD's cluster secrets.") String argoCdNamespace,
      @Setting(
              "Whether Cluster API's `<cluster>-kubeconfig` secrets (label"
                  + " `cluster.x-k8s.io/cluster-name`) are read. Needs the right to list those"
                  + " secrets.")
          boolean clusterApi,
      @Setting("Namespaces of Cluster API's clusters; none for all namespaces.")
          List<String> clusterApiNamespaces,
      @Setting(
              "A kubeconfig of the hub; empty for the cluster that the process runs in, or outside"
                  + " of one the user's own.")
          String kubeconfig,
      @Setting("Context in that kubeconfig; empty for the current one.") String context) {

    /** Refuses what cannot be. */
    public Hub {
      Checks.requireText("argoCdNamespace", argoCdNamespace);
      clusterApiNamespaces = List.copyOf(clusterApiNamespaces);
    }
  }
}
