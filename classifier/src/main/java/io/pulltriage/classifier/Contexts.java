package io.pulltriage.classifier;

import java.util.Map;

/**
 * The kubectl context of each cluster, so that every command in a step names the cluster it is for.
 *
 * @param byCluster contexts by the names of clusters; a cluster that is not there has a context of
 *     its own name
 */
public record Contexts(Map<String, String> byCluster) {

  /** Copies the map, so that nobody changes it later. */
  public Contexts {
    byCluster = Map.copyOf(byCluster);
  }

  /** Every cluster's context has the name of the cluster. */
  public static Contexts named() {
    return new Contexts(Map.of());
  }

  /** The context of a cluster. */
  public String of(String cluster) {
    return byCluster.getOrDefault(cluster, cluster);
  }
}
