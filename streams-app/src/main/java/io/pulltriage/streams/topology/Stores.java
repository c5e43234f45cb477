package io.pulltriage.streams.topology;

import io.micrometer.core.instrument.MeterRegistry;
import io.pulltriage.streams.config.Storage;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/** The state stores. Immutable. */
public final class Stores {

  /** TRIAGE: facts about each pod, by the pod's key. */
  public static final String PODS = "pods-by-key";

  /** TRIAGE: nodes, by the node's key. */
  public static final String NODES = "nodes-by-key";

  /** TRIAGE: use of images, by the image's key. */
  public static final String IMAGES = "images-by-key";

  /** TRIAGE: pulls that succeeded, by cluster, node and registry. */
  public static final String SUCCESSES = "successes-by-node";

  /** TRIAGE: what was published of each incident, by its id. */
  public static final String INCIDENTS = "incidents-by-id";

  /** TRIAGE: what each cluster contributes to scopes, by cluster and scope. */
  public static final String CONTRIBUTIONS = "contributions-by-cluster";

  /** TRIAGE: how far the facts of each cluster have come. */
  public static final String CLUSTERS = "clusters-by-name";

  /** TRIAGE: facts that came before their time, by cluster and number. */
  public static final String HELD = "held-by-cluster";

  /** OUTBREAKS: what clusters contribute to each scope, by scope and cluster. */
  public static final String SCOPE_CONTRIBUTIONS = "contributions-by-scope";

  /** OUTBREAKS: what was published of each outbreak, by scope. */
  public static final String OUTBREAKS = "outbreaks-by-scope";

  private final Storage storage;
  private final MeterRegistry registry;

  /**
   * Makes stores that are kept there.
   *
   * @param registry counts what they cannot read
   */
  public Stores(Storage storage, MeterRegistry registry) {
    this.storage = storage;
    this.registry = registry;
  }

  /**
   * A logged and cached store by text: what changes often is written once for each commit. What
   * cannot be read counts as absent, see {@link StateSerde}.
   */
  public <V> StoreBuilder<KeyValueStore<String, V>> keyed(String name, Serde<V> values) {
    return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
            supplier(name), Serdes.String(), StateSerde.of(name, values, registry))
        .withCachingEnabled();
  }

  private KeyValueBytesStoreSupplier supplier(String name) {
    return switch (storage) {
      case DISK -> org.apache.kafka.streams.state.Stores.persistentKeyValueStore(name);
      case MEMORY -> org.apache.kafka.streams.state.Stores.inMemoryKeyValueStore(name);
    };
  }
}
