package io.pulltriage.testkit.fleet;

/** A node; its zone is empty where its cluster has none. */
record SimulatedNode(String cluster, String name, String zone) {

  String id() {
    return cluster + '/' + name;
  }
}
