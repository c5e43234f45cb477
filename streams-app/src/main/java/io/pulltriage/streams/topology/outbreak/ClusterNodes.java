package io.pulltriage.streams.topology.outbreak;

import io.pulltriage.schemas.internal.KnownNode;
import io.pulltriage.schemas.internal.NodePlace;
import io.pulltriage.streams.topology.Stores;
import io.pulltriage.streams.topology.time.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of the clusters of one partition. Belongs to one task; not thread-safe.
 *
 * @param nodesByCluster nodes, those among them that were gone not long ago
 * @param timers when those that are gone are forgotten
 */
record ClusterNodes(KeyValueStore<String, KnownNode> nodesByCluster, Timers timers) {

  /** How long a node that is gone is kept: its pods may be told of later than it is. */
  private static final Duration KEEP = Duration.ofHours(1);

  static ClusterNodes of(ProcessorContext<?, ?> context) {
    return new ClusterNodes(
        context.getStateStore(Stores.OUTBREAK_NODES),
        new Timers(context.getStateStore(Stores.OUTBREAK_NODE_TIMERS)));
  }

  /**
   * Keeps a node as it is now.
   *
   * @param at when it was told of
   */
  void put(NodePlace place, Instant at) {
    String key = ClusterKeys.key(place.getCluster(), place.getNode());
    @Nullable KnownNode before = nodesByCluster.get(key);
    if (before == null && place.getGone()) {
      return;
    }
    KnownNode now =
        before != null && place.getGone()
            ? KnownNode.newBuilder(before).setGoneAt(at).build()
            : new KnownNode(place.getZone().orElse(null), null);
    nodesByCluster.put(key, now);
    timers.move(
        place.getCluster(),
        place.getNode(),
        Optional.ofNullable(before).flatMap(ClusterNodes::forgetAt),
        forgetAt(now));
  }

  /**
   * Forgets the nodes of a cluster that were gone long before a time.
   *
   * @return their names
   */
  List<String> forget(String cluster, Instant now) {
    List<String> old = timers.due(cluster, now);
    for (String node : old) {
      String key = ClusterKeys.key(cluster, node);
      @Nullable KnownNode known = nodesByCluster.get(key);
      timers.move(
          cluster,
          node,
          Optional.ofNullable(known).flatMap(ClusterNodes::forgetAt),
          Optional.empty());
      nodesByCluster.delete(key);
    }
    return old;
  }

  /** Where those nodes are that are there at a time. */
  Places places(String cluster, Instant now) {
    Map<String, String> zones = new HashMap<>();
    ClusterKeys.scan(
        nodesByCluster,
        cluster,
        (name, node) -> {
          if (node.getGoneAt().filter(at -> !at.isAfter(now)).isEmpty()) {
            zones.put(name, node.getZone().orElse(""));
          }
        });
    return new Places(zones);
  }

  private static Optional<Instant> forgetAt(KnownNode node) {
    return node.getGoneAt().map(at -> at.plus(KEEP));
  }
}
