package io.pulltriage.testkit.fleet;

import java.util.Optional;

/** A Deployment of some replicas, all from one repository. */
record SimulatedWorkload(
    String cluster,
    String namespace,
    String name,
    String registry,
    String repository,
    Optional<String> secret,
    int replicas) {

  String id() {
    return cluster + '/' + namespace + '/' + name;
  }

  Optional<String> secretId() {
    return secret.map(own -> cluster + '/' + namespace + '/' + own);
  }

  String image(String tag) {
    return registry + '/' + repository + ':' + tag;
  }
}
