package io.pulltriage.testkit.fleet;

/** What can be at fault, in the order in which a pull meets it. */
public enum FaultKind {
  /** No egress from a cluster; the key is the cluster. */
  CLUSTER_CUT_OFF,
  /** No egress from a zone; the key is {@code cluster/zone}. */
  ZONE_CUT_OFF,
  /** No egress from a node; the key is {@code cluster/node}. */
  NODE_CUT_OFF,
  /** A registry is down for everyone; the key is its host. */
  REGISTRY_DOWN,
  /** A pull secret is wrong; the key is {@code cluster/namespace/secret}. */
  WRONG_SECRET,
  /** A tag is missing; the key is the image's reference. */
  MISSING_TAG,
  /** A node's disk is full; the key is {@code cluster/node}. */
  DISK_FULL,
  /** Containers of an image crash; the key is the image's reference. */
  BAD_RELEASE;

  /** Whether it is a place that is at fault. */
  public boolean isOfPlace() {
    return switch (this) {
      case CLUSTER_CUT_OFF, ZONE_CUT_OFF, NODE_CUT_OFF, DISK_FULL -> true;
      case REGISTRY_DOWN, WRONG_SECRET, MISSING_TAG, BAD_RELEASE -> false;
    };
  }
}
