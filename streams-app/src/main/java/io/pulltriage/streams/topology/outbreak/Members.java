package io.pulltriage.streams.topology.outbreak;

import io.pulltriage.schemas.Records;
import io.pulltriage.schemas.internal.MemberState;
import io.pulltriage.schemas.internal.Membership;
import io.pulltriage.schemas.internal.ScopeShare;
import io.pulltriage.schemas.internal.ScopeVerdict;
import io.pulltriage.streams.topology.Stores;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Which outbreak each incident of the clusters of one partition is part of. Kept as long as the
 * incident bears on outbreaks. Belongs to one task; not thread-safe.
 *
 * @param membersByCluster how incidents stand to blames
 * @param verdictsByCluster whether shares are part of an outbreak
 * @param sharesByCluster what was told to scopes; read only
 */
record Members(
    KeyValueStore<String, MemberState> membersByCluster,
    KeyValueStore<String, ScopeVerdict> verdictsByCluster,
    KeyValueStore<String, ScopeShare> sharesByCluster) {

  static Members of(ProcessorContext<?, ?> context) {
    return new Members(
        context.getStateStore(Stores.MEMBERS),
        context.getStateStore(Stores.VERDICTS),
        context.getStateStore(Stores.CLUSTER_SHARES));
  }

  /**
   * Takes in how a cluster was weighed.
   *
   * @return incidents whose outbreak has changed
   */
  List<Membership> weighed(
      String cluster, Map<String, Blame> blames, ClusterFacts.Incidents incidents) {
    MemberRule rule = rule(cluster);
    Map<String, List<String>> explained = explained(blames);
    List<Membership> changes = new ArrayList<>();
    incidents
        .failingIds()
        .forEach(
            id -> {
              List<String> scopes = explained.getOrDefault(id, List.of());
              take(cluster, id, scopes, Optional.empty(), rule).ifPresent(changes::add);
            });
    incidents
        .ended()
        .forEach(
            (id, end) ->
                take(cluster, id, List.of(), Optional.of(end), rule).ifPresent(changes::add));
    incidents.forgotten().forEach(id -> forget(cluster, id));
    return changes;
  }

  /**
   * Takes in what a scope tells of a share. Of a share that is not there any more it says nothing.
   *
   * @return incidents whose outbreak has changed
   */
  List<Membership> told(ScopeVerdict verdict) {
    String cluster = verdict.getCluster();
    String key = ClusterKeys.key(cluster, verdict.getScope());
    @Nullable ScopeShare share = sharesByCluster.get(key);
    if (share == null) {
      return List.of();
    }
    verdictsByCluster.put(key, verdict);
    MemberRule rule = rule(cluster);
    List<Membership> changes = new ArrayList<>();
    concerned(share, verdict.getScope())
        .forEach(
            (id, member) ->
                put(cluster, id, Optional.of(member), member, rule).ifPresent(changes::add));
    return changes;
  }

  /**
   * The incidents that a scope explains, or explained last. They are looked up one by one where the
   * share names them all: a cluster may have thousands of scopes of one incident each.
   */
  private Map<String, MemberState> concerned(ScopeShare share, String scope) {
    String cluster = share.getCluster();
    Map<String, MemberState> concerned = new TreeMap<>();
    BiConsumer<String, MemberState> choose =
        (id, member) -> {
          if (concerns(scope, member)) {
            concerned.put(id, member);
          }
        };
    if (share.getIncidentIds().size() < share.getIncidents()) {
      ClusterKeys.scan(membersByCluster, cluster, choose);
    } else {
      for (String id : share.getIncidentIds()) {
        @Nullable MemberState member = membersByCluster.get(ClusterKeys.key(cluster, id));
        if (member != null) {
          choose.accept(id, member);
        }
      }
    }
    return concerned;
  }

  /** A share is no more. */
  void withdrawn(String cluster, String scope) {
    verdictsByCluster.delete(ClusterKeys.key(cluster, scope));
  }

  /** An incident is no more, or begins anew under its id: it is part of no outbreak. */
  void forget(String cluster, String incident) {
    membersByCluster.delete(ClusterKeys.key(cluster, incident));
  }

  private static boolean concerns(String scope, MemberState member) {
    return member.getScopes().contains(scope)
        || member.getLastScope().filter(scope::equals).isPresent();
  }

  private Optional<Membership> take(
      String cluster, String id, List<String> scopes, Optional<Instant> end, MemberRule rule) {
    @Nullable MemberState before = membersByCluster.get(ClusterKeys.key(cluster, id));
    MemberState.Builder next =
        before == null ? MemberState.newBuilder() : MemberState.newBuilder(before);
    next.setScopes(scopes).setEndedAt(end.orElse(null));
    if (!scopes.isEmpty()) {
      next.setLastScope(scopes.get(0));
    }
    return put(cluster, id, Optional.ofNullable(before), next.build(), rule);
  }

  private Optional<Membership> put(
      String cluster, String id, Optional<MemberState> before, MemberState next, MemberRule rule) {
    Optional<String> outbreak = rule.outbreak(next);
    MemberState now = MemberState.newBuilder(next).setOutbreak(outbreak.orElse(null)).build();
    if (before.isEmpty() && now.getLastScope().isEmpty()) {
      return Optional.empty();
    }
    if (before.filter(known -> Records.equal(known, now)).isEmpty()) {
      membersByCluster.put(ClusterKeys.key(cluster, id), now);
    }
    return before.flatMap(MemberState::getOutbreak).equals(outbreak)
        ? Optional.empty()
        : Optional.of(new Membership(id, outbreak.orElse(null)));
  }

  private MemberRule rule(String cluster) {
    return new MemberRule(lookup(sharesByCluster, cluster), lookup(verdictsByCluster, cluster));
  }

  /** Reads what is asked for, and that once. */
  private static <V> Function<String, Optional<V>> lookup(
      KeyValueStore<String, V> store, String cluster) {
    Map<String, Optional<V>> known = new HashMap<>();
    return scope ->
        known.computeIfAbsent(
            scope, asked -> Optional.ofNullable(store.get(ClusterKeys.key(cluster, asked))));
  }

  /** The blames that explain each incident, that of most of its pods first. */
  private static Map<String, List<String>> explained(Map<String, Blame> blames) {
    Map<String, Map<String, Integer>> pods = new HashMap<>();
    blames.forEach(
        (scope, blame) ->
            blame
                .failures()
                .forEach(
                    failure ->
                        pods.computeIfAbsent(failure.id(), id -> new TreeMap<>())
                            .merge(scope, failure.pods(), Integer::sum)));
    Map<String, List<String>> explained = new HashMap<>();
    pods.forEach(
        (id, byScope) ->
            explained.put(
                id,
                byScope.entrySet().stream()
                    .sorted(
                        Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                            .thenComparing(Map.Entry.comparingByKey()))
                    .map(Map.Entry::getKey)
                    .toList()));
    return explained;
  }
}
