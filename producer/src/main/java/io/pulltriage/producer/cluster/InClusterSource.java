package io.pulltriage.producer.cluster;

import java.util.List;

/** The cluster that the process runs in, as its pod's service account. */
final class InClusterSource implements ClusterSource {

  private final String name;
  private final ServiceAccount account;

  InClusterSource(String name, ServiceAccount account) {
    this.name = name;
    this.account = account;
  }

  @Override
  public Found look() {
    if (!account.isThere()) {
      throw new IllegalStateException(
          "there is no service account at "
              + account.token()
              + ": this process does not run in a cluster");
    }
    return new Found(
        List.of(new ClusterAccess(name, describe(), account.fingerprint(), account::config)),
        List.of());
  }

  @Override
  public String describe() {
    return "the cluster that this process runs in";
  }
}
