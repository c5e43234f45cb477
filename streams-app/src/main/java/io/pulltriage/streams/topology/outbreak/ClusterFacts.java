package io.pulltriage.streams.topology.outbreak;

import io.pulltriage.schemas.internal.ImageRuns;
import io.pulltriage.schemas.internal.IncidentFacts;
import io.pulltriage.schemas.internal.NodePlace;
import io.pulltriage.schemas.internal.NodeShare;
import io.pulltriage.schemas.internal.PullSuccess;
import io.pulltriage.schemas.internal.PullSuccesses;
import io.pulltriage.schemas.internal.ScopeShare;
import io.pulltriage.streams.topology.Stores;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What bears on outbreaks, by cluster: keys begin with the cluster's name, so that one cluster is
 * one scan. Belongs to one task; not thread-safe.
 *
 * @param incidentsByCluster incidents
 * @param successesByNode pulls that succeeded, by node and registry
 * @param runningByImage containers that run, by image
 * @param nodes where its nodes are
 * @param sharesByCluster what was told to scopes
 */
record ClusterFacts(
    KeyValueStore<String, IncidentFacts> incidentsByCluster,
    KeyValueStore<String, PullSuccesses> successesByNode,
    KeyValueStore<String, Integer> runningByImage,
    ClusterNodes nodes,
    KeyValueStore<String, ScopeShare> sharesByCluster) {

  /** How long an incident that has ended is kept for its outbreak's end. */
  private static final Duration KEEP = Duration.ofHours(1);

  /** More of them would say no more: it works. */
  private static final int SUCCESSES = 64;

  private static final char SEPARATOR = ClusterKeys.SEPARATOR;

  static ClusterFacts of(ProcessorContext<?, ?> context) {
    return new ClusterFacts(
        context.getStateStore(Stores.OUTBREAK_INCIDENTS),
        context.getStateStore(Stores.SUCCESSES),
        context.getStateStore(Stores.RUNNING),
        ClusterNodes.of(context),
        context.getStateStore(Stores.CLUSTER_SHARES));
  }

  /**
   * Keeps an incident as it is now.
   *
   * @return whether another trouble has begun under its id: one that began after all that was seen
   *     of it before
   */
  boolean put(IncidentFacts incident) {
    String key = key(incident.getCluster(), incident.getId());
    IncidentFacts before = incidentsByCluster.get(key);
    incidentsByCluster.put(key, incident);
    return before != null && incident.getSince().isAfter(before.getLastFailure());
  }

  /** The same success told again changes nothing. */
  void put(PullSuccess success) {
    String key = key(success.getCluster(), success.getNode() + SEPARATOR + success.getRegistry());
    PullSuccesses known = successesByNode.get(key);
    TreeSet<Instant> times = new TreeSet<>(known == null ? List.of() : known.getTimes());
    if (times.add(success.getAt())) {
      while (times.size() > SUCCESSES) {
        times.pollFirst();
      }
      successesByNode.put(key, new PullSuccesses(new ArrayList<>(times)));
    }
  }

  void put(ImageRuns runs) {
    String key = key(runs.getCluster(), runs.getImage());
    if (runs.getContainers() == 0) {
      runningByImage.delete(key);
    } else {
      runningByImage.put(key, runs.getContainers());
    }
  }

  void put(NodePlace place, Instant at) {
    nodes.put(place, at);
  }

  /** Forgets the nodes that were gone long before a time, and what they pulled. */
  void forgetNodes(String cluster, Instant now) {
    for (String node : nodes.forget(cluster, now)) {
      String own = key(cluster, node);
      List<String> pulls = new ArrayList<>();
      ClusterKeys.scan(successesByNode, own, (registry, times) -> pulls.add(key(own, registry)));
      pulls.forEach(successesByNode::delete);
    }
  }

  void put(String id, ScopeShare share) {
    String key = key(share.getCluster(), id);
    if (share.getWithdrawn()) {
      sharesByCluster.delete(key);
    } else {
      sharesByCluster.put(key, share);
    }
  }

  /** What was told to scopes, by the id of the blame. */
  Map<String, ScopeShare> shares(String cluster) {
    Map<String, ScopeShare> shares = new HashMap<>();
    ClusterKeys.scan(sharesByCluster, cluster, shares::put);
    return shares;
  }

  /** The incidents of a cluster at a time; those that ended long before are forgotten. */
  Incidents incidents(String cluster, Instant now) {
    List<Failure> failing = new ArrayList<>();
    Map<String, Instant> ended = new HashMap<>();
    List<String> old = new ArrayList<>();
    ClusterKeys.scan(
        incidentsByCluster,
        cluster,
        (id, incident) -> {
          if (incident.getEndedAt().filter(end -> !end.isAfter(now)).isPresent()) {
            Instant end = incident.getEndedAt().get();
            ended.put(id, end);
            if (end.plus(KEEP).isBefore(now)) {
              old.add(id);
            }
          } else {
            incident.getNodes().stream()
                .filter(share -> isFailing(share, now))
                .map(
                    share ->
                        new Failure(
                            incident, share.getNode(), share.getFailing(), share.getSince()))
                .forEach(failing::add);
          }
        });
    old.forEach(id -> incidentsByCluster.delete(key(cluster, id)));
    return new Incidents(failing, ended, old);
  }

  Situation situation(String cluster, List<Failure> failing, Instant now) {
    List<Successes.Pull> pulls = new ArrayList<>();
    ClusterKeys.scan(
        successesByNode,
        cluster,
        (key, successes) -> {
          int at = key.indexOf(SEPARATOR);
          successes.getTimes().stream()
              .filter(time -> !time.isAfter(now))
              .map(time -> new Successes.Pull(key.substring(0, at), key.substring(at + 1), time))
              .forEach(pulls::add);
        });
    Map<String, Integer> running = new HashMap<>();
    failing.forEach(
        failure -> {
          Integer count = runningByImage.get(key(cluster, failure.image()));
          running.put(failure.image(), count == null ? 0 : count);
        });
    return new Situation(
        cluster, failing, new Successes(pulls), running, nodes.places(cluster, now), now);
  }

  /** Facts may be ahead of the time that is looked at. */
  private static boolean isFailing(NodeShare share, Instant now) {
    return !share.getSince().isAfter(now)
        && share.getEndedAt().filter(end -> !end.isAfter(now)).isEmpty();
  }

  private static String key(String cluster, String rest) {
    return ClusterKeys.key(cluster, rest);
  }

  /**
   * Incidents at a time.
   *
   * @param failing what fails, by incident and node
   * @param ended when those that have ended did, by id
   * @param forgotten those of the ended that ended so long ago that they are no longer kept
   */
  record Incidents(List<Failure> failing, Map<String, Instant> ended, List<String> forgotten) {

    Set<String> failingIds() {
      return new TreeSet<>(Groups.of(failing, Failure::id));
    }
  }
}
