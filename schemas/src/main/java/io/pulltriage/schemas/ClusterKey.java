package io.pulltriage.schemas;

/**
 * A key that begins with its cluster: of a pod, a node or an image in the input topics, of an
 * incident, of a node as outbreaks name it. A cluster's name has no slash.
 *
 * @param cluster the cluster
 * @param rest what it is within the cluster, such as a pod's UID; empty for the cluster itself
 */
public record ClusterKey(String cluster, String rest) {

  /** The key of a text: what stands before and after its first slash. */
  public static ClusterKey parse(String text) {
    int slash = text.indexOf('/');
    return slash < 0
        ? new ClusterKey(text, "")
        : new ClusterKey(text.substring(0, slash), text.substring(slash + 1));
  }

  /** What all keys of a cluster but the cluster's own begin with. */
  public static String prefix(String cluster) {
    return cluster + '/';
  }

  /** {@code cluster/rest}, or {@code cluster} alone. */
  @Override
  public String toString() {
    return rest.isEmpty() ? cluster : cluster + '/' + rest;
  }
}
