package io.pulltriage.streams.topology.outbreak;

import static io.pulltriage.streams.topology.diagnosis.Words.count;
import static io.pulltriage.streams.topology.diagnosis.Words.list;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.internal.Contribution;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The counts for and against an outbreak, in words. Pure. */
final class OutbreakNarrative {

  private static final int NAMES = 5;

  private OutbreakNarrative() {}

  static String tell(List<Contribution> contributions, Cause cause) {
    List<String> sentences = new ArrayList<>();
    sentences.add(failures(contributions, cause));
    sentences.add(successes(contributions));
    before(contributions).ifPresent(sentences::add);
    silent(contributions).ifPresent(sentences::add);
    partOf(contributions).ifPresent(sentences::add);
    return String.join(" ", sentences);
  }

  /** {@code zone east/a} for {@code ZONE/east/a/NETWORK}. */
  static String thing(String id) {
    ScopeKey key = ScopeKey.parse(id);
    return key.scope().name().toLowerCase(Locale.ROOT) + ' ' + key.key();
  }

  /** Such as: 27 pods of 12 workloads on 9 nodes of 3 clusters (a, b, c) fail against …. */
  private static String failures(List<Contribution> contributions, Cause cause) {
    int failing = Sums.failing(contributions);
    int workloads = contributions.stream().mapToInt(Contribution::getWorkloads).sum();
    String who =
        failing == 0
            ? count(workloads, "workload")
            : count(failing, "pod") + " of " + count(workloads, "workload");
    Instant since =
        contributions.stream()
            .map(Contribution::getSince)
            .min(Comparator.naturalOrder())
            .orElseThrow();
    return "%s%s %s %s %s since %s%s."
        .formatted(
            who,
            reach(contributions),
            failing == 0 ? "failed" : failing == 1 ? "fails" : "fail",
            where(contributions.get(0)),
            "with " + cause,
            since,
            failing == 0 ? "; none does any more" : "");
  }

  private static String reach(List<Contribution> contributions) {
    int nodes =
        contributions.stream().mapToInt(contribution -> contribution.getNodes().size()).sum();
    String on = nodes == 0 ? "" : " on " + count(nodes, "node");
    Set<String> clusters = Sums.clusters(contributions);
    return switch (contributions.get(0).getScope()) {
      case NODE -> "";
      case ZONE, CLUSTER -> on;
      case IMAGE, REGISTRY, CREDENTIAL, UNKNOWN ->
          on
              + " of "
              + (clusters.size() == 1 ? "cluster " : count(clusters.size(), "cluster") + " (")
              + list(List.copyOf(clusters), NAMES)
              + (clusters.size() == 1 ? "" : ")");
    };
  }

  private static String where(Contribution contribution) {
    return switch (contribution.getScope()) {
      case IMAGE -> "on image " + contribution.getKey();
      case REGISTRY -> "against registry " + contribution.getKey();
      case NODE -> "on node " + contribution.getKey();
      case ZONE -> "in zone " + contribution.getKey();
      case CLUSTER -> "in cluster " + contribution.getKey();
      case CREDENTIAL -> "using pull secret " + contribution.getKey();
      case UNKNOWN -> "in " + contribution.getKey();
    };
  }

  /** What of it was reported by itself before the picture widened. */
  private static Optional<String> before(List<Contribution> contributions) {
    List<String> narrower =
        contributions.stream()
            .flatMap(contribution -> contribution.getAbsorbed().stream())
            .map(OutbreakNarrative::thing)
            .sorted()
            .distinct()
            .toList();
    return narrower.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Of this, %s %s reported before."
                .formatted(list(narrower, NAMES), narrower.size() == 1 ? "was" : "were"));
  }

  /** Silent is not the same as well. */
  private static Optional<String> silent(List<Contribution> contributions) {
    List<String> silent =
        contributions.stream()
            .flatMap(
                contribution ->
                    contribution.getSilentSince().stream()
                        .map(at -> contribution.getCluster() + " since " + at))
            .toList();
    return silent.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Nothing has been heard of cluster %s: how it stands there is not known."
                .formatted(list(silent, NAMES)));
  }

  private static Optional<String> partOf(List<Contribution> contributions) {
    return contributions.stream().allMatch(contribution -> contribution.getPartOf().isPresent())
        ? contributions.stream()
            .flatMap(contribution -> contribution.getPartOf().stream())
            .findFirst()
            .map(wider -> "It is part of the outbreak of " + thing(wider) + " now.")
        : Optional.empty();
  }

  private static String successes(List<Contribution> contributions) {
    int healthy = Sums.healthy(contributions);
    int beside = Sums.healthyBeside(contributions);
    return switch (contributions.get(0).getScope()) {
      case IMAGE ->
          healthy == 0
              ? "No container runs from it in these clusters."
              : count(healthy, "container") + " still run from it in these clusters.";
      case REGISTRY ->
          pulls(healthy)
              + " from it succeeded there since then; "
              + count(beside, "pull")
              + " from other registries succeeded on the same nodes.";
      case NODE, ZONE, CLUSTER ->
          pulls(healthy)
              + " succeeded there since then; "
              + count(beside, "pull")
              + " succeeded on the cluster's other nodes.";
      case CREDENTIAL ->
          pulls(beside) + " from the same registries succeeded in this cluster since then.";
      case UNKNOWN -> pulls(healthy) + " succeeded since then.";
    };
  }

  private static String pulls(int count) {
    return count == 0 ? "No pull" : count(count, "pull");
  }
}
