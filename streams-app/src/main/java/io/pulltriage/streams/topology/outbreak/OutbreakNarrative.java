package io.pulltriage.streams.topology.outbreak;

import static io.pulltriage.streams.topology.diagnosis.Words.count;
import static io.pulltriage.streams.topology.diagnosis.Words.list;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.internal.ScopeShare;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The counts for and against an outbreak, in words. Pure. */
final class OutbreakNarrative {

  private static final int CLUSTERS = 5;

  private OutbreakNarrative() {}

  static String tell(List<ScopeShare> shares, Cause cause) {
    List<String> sentences = new ArrayList<>();
    sentences.add(failures(shares, cause));
    sentences.add(successes(shares));
    shares.stream()
        .flatMap(share -> share.getPartOf().stream())
        .filter(wider -> shares.stream().allMatch(share -> share.getPartOf().isPresent()))
        .findFirst()
        .ifPresent(
            wider ->
                sentences.add(
                    "It became part of " + wider.substring(0, wider.lastIndexOf('/')) + '.'));
    return String.join(" ", sentences);
  }

  private static String failures(List<ScopeShare> shares, Cause cause) {
    int failing = Sums.failing(shares);
    int workloads = shares.stream().mapToInt(ScopeShare::getWorkloads).sum();
    int nodes = shares.stream().mapToInt(share -> share.getNodes().size()).sum();
    Instant since =
        shares.stream()
            .map(ScopeShare::getSince)
            .min(Comparator.naturalOrder())
            .orElse(Instant.EPOCH);
    String pods =
        failing == 0
            ? "No pod fails any more; "
            : count(failing, "pod") + (failing == 1 ? " fails; " : " fail; ");
    return "%s%s on %s of %s (%s) failed with %s %s since %s."
        .formatted(
            pods,
            count(workloads, "workload"),
            count(nodes, "node"),
            count(Sums.clusters(shares).size(), "cluster"),
            list(List.copyOf(Sums.clusters(shares)), CLUSTERS),
            cause,
            where(shares.get(0)),
            since);
  }

  private static String where(ScopeShare share) {
    return switch (share.getScope()) {
      case IMAGE -> "on image " + share.getKey();
      case REGISTRY -> "at registry " + share.getKey();
      case NODE -> "on node " + share.getKey();
      case ZONE -> "in zone " + share.getKey();
      case CLUSTER -> "in cluster " + share.getKey();
      case CREDENTIAL -> "with secret " + share.getKey();
      case UNKNOWN -> "in " + share.getKey();
    };
  }

  private static String successes(List<ScopeShare> shares) {
    int healthy = Sums.healthy(shares);
    int beside = Sums.healthyBeside(shares);
    return switch (shares.get(0).getScope()) {
      case IMAGE ->
          healthy == 0
              ? "No container runs from it in these clusters."
              : count(healthy, "container") + " still run from it in these clusters.";
      case REGISTRY ->
          pulls(healthy)
              + " from it succeeded since then; "
              + count(beside, "pull")
              + " from other registries did on the same nodes.";
      case NODE, ZONE, CLUSTER ->
          pulls(healthy)
              + " succeeded there since then; "
              + count(beside, "pull")
              + " did on the cluster's other nodes.";
      case CREDENTIAL ->
          pulls(beside) + " from the same registries succeeded in this cluster since then.";
      case UNKNOWN -> pulls(healthy) + " succeeded since then.";
    };
  }

  private static String pulls(int count) {
    return count == 0 ? "No pull" : count(count, "pull");
  }
}
