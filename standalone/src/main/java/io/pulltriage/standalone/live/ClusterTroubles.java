package io.pulltriage.standalone.live;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Tells a person which clusters are not being watched, and when they are again: each trouble once,
 * however often it is looked at. Not thread-safe.
 */
public final class ClusterTroubles {

  private final Consumer<String> messages;
  private final Map<String, String> toldByCluster = new HashMap<>();

  /** Nothing has been told yet. */
  public ClusterTroubles(Consumer<String> messages) {
    this.messages = messages;
  }

  /**
   * Looks at this moment.
   *
   * @param troubles all troubles, by cluster
   * @param clusters all clusters that there are
   */
  public void tell(Map<String, String> troubles, Set<String> clusters) {
    troubles.forEach(
        (cluster, trouble) -> {
          if (!trouble.equals(toldByCluster.put(cluster, trouble))) {
            messages.accept(
                "cluster " + cluster + " is not watched, will be tried again: " + trouble);
          }
        });
    toldByCluster
        .keySet()
        .removeIf(
            cluster -> {
              boolean over = !troubles.containsKey(cluster);
              if (over) {
                messages.accept(
                    clusters.contains(cluster)
                        ? "cluster " + cluster + " is watched again"
                        : "cluster " + cluster + " is no longer configured");
              }
              return over;
            });
  }
}
