package io.pulltriage.producer.cluster;

import java.util.List;

/** A place where clusters are found. */
interface ClusterSource {

  /**
   * Looks which clusters are there now.
   *
   * @throws RuntimeException if the place as a whole cannot be looked at; the message says why.
   *     That says nothing about its clusters
   */
  Found look();

  /** What it is called in messages. */
  String describe();

  /**
   * What a source found.
   *
   * @param clusters the clusters
   * @param problems what of it cannot be used, with credentials masked
   */
  record Found(List<ClusterAccess> clusters, List<String> problems) {}
}
