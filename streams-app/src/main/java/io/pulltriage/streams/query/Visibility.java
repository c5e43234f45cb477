package io.pulltriage.streams.query;

import java.util.List;

/**
 * What someone may see: namespaces of clusters. Immutable.
 *
 * @param grants each allows something more; none allow nothing
 */
public record Visibility(List<Grant> grants) {

  /** All there is. */
  public static final Visibility ALL = new Visibility(List.of(new Grant("*", "*")));

  /**
   * Some namespaces of some clusters.
   *
   * @param cluster a cluster's name, in which {@code *} stands for any text
   * @param namespace a namespace, in which {@code *} stands for any text
   */
  public record Grant(String cluster, String namespace) {

    private boolean sees(String inCluster, String inNamespace) {
      return matches(cluster, inCluster) && matches(namespace, inNamespace);
    }
  }

  /** Keeps what it is given. */
  public Visibility {
    grants = List.copyOf(grants);
  }

  /** Whether what is in that namespace may be seen. */
  public boolean sees(String cluster, String namespace) {
    return grants.stream().anyMatch(grant -> grant.sees(cluster, namespace));
  }

  /** Whether anything in that cluster may be seen: then its health and its nodes may be as well. */
  public boolean seesSomeOf(String cluster) {
    return grants.stream().anyMatch(grant -> matches(grant.cluster(), cluster));
  }

  /** Whether everything in that cluster may be seen. */
  public boolean seesAllOf(String cluster) {
    return grants.stream()
        .anyMatch(grant -> grant.namespace().equals(Glob.ANY) && matches(grant.cluster(), cluster));
  }

  private static boolean matches(String pattern, String text) {
    return pattern.equals(Glob.ANY) || new Glob(pattern).matches(text);
  }
}
