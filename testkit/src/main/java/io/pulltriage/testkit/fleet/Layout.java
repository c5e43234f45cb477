package io.pulltriage.testkit.fleet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** What a fleet is made of. */
record Layout(
    List<String> clusters,
    List<SimulatedNode> nodes,
    List<SimulatedWorkload> workloads,
    List<String> registries) {

  private static final List<String> PUBLIC =
      List.of("docker.io", "ghcr.io", "quay.io", "registry.k8s.io", "mcr.microsoft.com");
  private static final String PRIVATE = "registry.corp.example";
  private static final List<String> NAMESPACES = List.of("shop", "data", "ops", "web");

  /** A fleet of so many clusters, each of a size of its own. */
  static Layout random(Random random, int clusters) {
    Layout layout =
        new Layout(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    layout.registries.addAll(PUBLIC.subList(0, 3 + random.nextInt(3)));
    layout.registries.add(PRIVATE);
    List<String> homes = new ArrayList<>();
    for (int application = 0; application < 40; application++) {
      homes.add(layout.registries.get(random.nextInt(layout.registries.size())));
    }
    for (int i = 0; i < clusters; i++) {
      layout.addCluster(random, "cluster-" + i, homes);
    }
    return layout;
  }

  List<SimulatedNode> nodesOf(String cluster) {
    return nodes.stream().filter(node -> node.cluster().equals(cluster)).toList();
  }

  List<SimulatedWorkload> workloadsOf(String cluster) {
    return workloads.stream().filter(workload -> workload.cluster().equals(cluster)).toList();
  }

  private void addCluster(Random random, String cluster, List<String> homes) {
    clusters.add(cluster);
    int zones = random.nextInt(4);
    int size = 5 + random.nextInt(16);
    for (int node = 0; node < size; node++) {
      String zone = zones == 0 ? "" : "zone-" + node % zones;
      nodes.add(new SimulatedNode(cluster, "node-" + node, zone));
    }
    for (int application = 0; application < homes.size(); application++) {
      if (random.nextInt(3) > 0) {
        workloads.add(workload(random, cluster, application, homes.get(application)));
      }
    }
  }

  private static SimulatedWorkload workload(
      Random random, String cluster, int application, String registry) {
    return new SimulatedWorkload(
        cluster,
        NAMESPACES.get(application % NAMESPACES.size()),
        "app-" + application,
        registry,
        "team/app-" + application,
        registry.equals(PRIVATE) ? Optional.of("regcred") : Optional.empty(),
        1 + random.nextInt(4));
  }
}
