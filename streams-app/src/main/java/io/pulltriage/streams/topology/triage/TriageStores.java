package io.pulltriage.streams.topology.triage;

import io.pulltriage.schemas.ClusterKey;
import io.pulltriage.schemas.ImageUsage;
import io.pulltriage.schemas.internal.ClusterState;
import io.pulltriage.schemas.internal.Contribution;
import io.pulltriage.schemas.internal.HeldFact;
import io.pulltriage.schemas.internal.IncidentState;
import io.pulltriage.schemas.internal.NodeState;
import io.pulltriage.schemas.internal.PodState;
import io.pulltriage.schemas.internal.PullSuccesses;
import io.pulltriage.schemas.serdes.InternalSerdes;
import io.pulltriage.streams.topology.Stores;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stores of TRIAGE. Keys begin with the cluster and a slash, so that one cluster is one scan.
 * Belongs to one task; not thread-safe.
 *
 * @param pods facts about each pod, by the pod's key
 * @param nodes nodes, by the node's key
 * @param images use of images, by the image's key
 * @param successes pulls that succeeded, by cluster, node and registry
 * @param incidents what was published of each incident, by its id
 * @param contributions what clusters contribute to scopes, by cluster and scope
 * @param clusters how far the facts of each cluster have come, by its name
 * @param held facts that came before their time, by cluster and number
 */
record TriageStores(
    KeyValueStore<String, PodState> pods,
    KeyValueStore<String, NodeState> nodes,
    KeyValueStore<String, ImageUsage> images,
    KeyValueStore<String, PullSuccesses> successes,
    KeyValueStore<String, IncidentState> incidents,
    KeyValueStore<String, Contribution> contributions,
    KeyValueStore<String, ClusterState> clusters,
    KeyValueStore<String, HeldFact> held) {

  private static final Logger LOG = LoggerFactory.getLogger(TriageStores.class);
  private static final StringSerializer PREFIXES = new StringSerializer();

  static TriageStores of(ProcessorContext<?, ?> context) {
    return new TriageStores(
        context.getStateStore(Stores.PODS),
        context.getStateStore(Stores.NODES),
        context.getStateStore(Stores.IMAGES),
        context.getStateStore(Stores.SUCCESSES),
        context.getStateStore(Stores.INCIDENTS),
        context.getStateStore(Stores.CONTRIBUTIONS),
        context.getStateStore(Stores.CLUSTERS),
        context.getStateStore(Stores.HELD));
  }

  static Set<StoreBuilder<?>> builders(Stores stores) {
    return Set.of(
        builder(stores, Stores.PODS, PodState.class),
        builder(stores, Stores.NODES, NodeState.class),
        builder(stores, Stores.IMAGES, ImageUsage.class),
        builder(stores, Stores.SUCCESSES, PullSuccesses.class),
        builder(stores, Stores.INCIDENTS, IncidentState.class),
        builder(stores, Stores.CONTRIBUTIONS, Contribution.class),
        builder(stores, Stores.CLUSTERS, ClusterState.class),
        builder(stores, Stores.HELD, HeldFact.class));
  }

  private static <V extends SpecificRecord> StoreBuilder<?> builder(
      Stores stores, String name, Class<V> values) {
    return stores.keyed(name, InternalSerdes.of(values));
  }

  /**
   * All whose key begins with a text, with the rest of the key; the store must not be changed
   * meanwhile. What cannot be read is left out and deleted.
   */
  static <V> void scan(KeyValueStore<String, V> store, String prefix, BiConsumer<String, V> each) {
    List<String> damaged = new ArrayList<>();
    try (KeyValueIterator<String, V> all = store.prefixScan(prefix, PREFIXES)) {
      while (all.hasNext()) {
        KeyValue<String, V> next = all.next();
        if (next.value == null) {
          damaged.add(next.key);
        } else {
          each.accept(next.key.substring(prefix.length()), next.value);
        }
      }
    }
    for (String key : damaged) {
      LOG.error("state deleted store={} key={}", store.name(), key);
      store.delete(key);
    }
  }

  /** Deletes all of a cluster. */
  void forget(String cluster) {
    for (KeyValueStore<String, ?> store :
        List.of(pods, nodes, images, successes, incidents, contributions, held)) {
      List<String> keys = new ArrayList<>();
      try (KeyValueIterator<String, ?> all =
          store.prefixScan(ClusterKey.prefix(cluster), PREFIXES)) {
        all.forEachRemaining(next -> keys.add(next.key));
      }
      keys.forEach(store::delete);
    }
    clusters.delete(cluster);
  }
}
