package io.pulltriage.streams.topology.outbreak;

import static io.pulltriage.streams.topology.diagnosis.Words.count;
import static io.pulltriage.streams.topology.diagnosis.Words.list;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.internal.ScopeShare;
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

  static String tell(List<ScopeShare> shares, Cause cause) {
    List<String> sentences = new ArrayList<>();
    sentences.add(failures(shares, cause));
    sentences.add(successes(shares));
    before(shares).ifPresent(sentences::add);
    silent(shares).ifPresent(sentences::add);
    partOf(shares).ifPresent(sentences::add);
    return String.join(" ", sentences);
  }

  /** {@code zone east/a} for {@code ZONE/east/a}. */
  static String thing(String scopeAndKey) {
    int end = scopeAndKey.indexOf('/');
    return scopeAndKey.substring(0, end).toLowerCase(Locale.ROOT)
        + ' '
        + scopeAndKey.substring(end + 1);
  }

  /** Such as: 27 pods of 12 workloads on 9 nodes of 3 clusters (a, b, c) fail against …. */
  private static String failures(List<ScopeShare> shares, Cause cause) {
    int failing = Sums.failing(shares);
    int workloads = shares.stream().mapToInt(ScopeShare::getWorkloads).sum();
    String who =
        failing == 0
            ? count(workloads, "workload")
            : count(failing, "pod") + " of " + count(workloads, "workload");
    Instant since =
        shares.stream().map(ScopeShare::getSince).min(Comparator.naturalOrder()).orElseThrow();
    return "%s%s %s %s %s since %s%s."
        .formatted(
            who,
            reach(shares),
            failing == 0 ? "failed" : failing == 1 ? "fails" : "fail",
            where(shares.get(0)),
            "with " + cause,
            since,
            failing == 0 ? "; none does any more" : "");
  }

  private static String reach(List<ScopeShare> shares) {
    int nodes = shares.stream().mapToInt(share -> share.getNodes().size()).sum();
    String on = nodes == 0 ? "" : " on " + count(nodes, "node");
    Set<String> clusters = Sums.clusters(shares);
    return switch (shares.get(0).getScope()) {
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

  private static String where(ScopeShare share) {
    return switch (share.getScope()) {
      case IMAGE -> "on image " + share.getKey();
      case REGISTRY -> "against registry " + share.getKey();
      case NODE -> "on node " + share.getKey();
      case ZONE -> "in zone " + share.getKey();
      case CLUSTER -> "in cluster " + share.getKey();
      case CREDENTIAL -> "using pull secret " + share.getKey();
      case UNKNOWN -> "in " + share.getKey();
    };
  }

  /** What of it was reported by itself before the picture widened. */
  private static Optional<String> before(List<ScopeShare> shares) {
    List<String> narrower =
        shares.stream()
            .flatMap(share -> share.getAbsorbed().stream())
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
  private static Optional<String> silent(List<ScopeShare> shares) {
    List<String> silent =
        shares.stream()
            .flatMap(
                share ->
                    share.getSilentSince().stream().map(at -> share.getCluster() + " since " + at))
            .toList();
    return silent.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Nothing has been heard of cluster %s: how it stands there is not known."
                .formatted(list(silent, NAMES)));
  }

  private static Optional<String> partOf(List<ScopeShare> shares) {
    return shares.stream().allMatch(share -> share.getPartOf().isPresent())
        ? shares.stream()
            .flatMap(share -> share.getPartOf().stream())
            .findFirst()
            .map(wider -> wider.substring(0, wider.lastIndexOf('/')))
            .map(wider -> "It is part of the outbreak of " + thing(wider) + " now.")
        : Optional.empty();
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
