package io.pulltriage.streams.topology;

import io.pulltriage.streams.config.Storage;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/** The state stores of the stages; queries use their names as well. Immutable. */
public final class Stores {

  /** All that is known about a pod, by the pod's key. */
  public static final String CASES = "cases-by-pod";

  /** Pods to look at again, by cluster and time. */
  public static final String CASE_TIMERS = "case-timers-by-cluster";

  /** How far each cluster's facts have come in the case stage. */
  public static final String CASE_CLOCKS = "case-clocks-by-cluster";

  /** Texts that no rule reads, by cause and wording. */
  public static final String UNREAD_TEXTS = "unread-texts-by-shape";

  /** On which nodes and images the cases depend, by the pod's key. */
  public static final String REFERENCES = "references-by-pod";

  /** References to be forgotten, by time. */
  public static final String REFERENCE_TIMERS = "reference-timers-by-time";

  /** Incidents, by id. */
  public static final String INCIDENTS = "incidents-by-id";

  /** What each pod adds to an incident, by incident and pod. */
  public static final String FINDINGS = "findings-by-incident";

  /** Incidents to look at again, by cluster and time. */
  public static final String INCIDENT_TIMERS = "incident-timers-by-cluster";

  /** How far each cluster's findings have come in the incident stage. */
  public static final String INCIDENT_CLOCKS = "incident-clocks-by-cluster";

  /** What of each incident bears on outbreaks, by cluster and incident. */
  public static final String OUTBREAK_INCIDENTS = "outbreak-incidents-by-cluster";

  /** Pulls that succeeded, by cluster, node and registry. */
  public static final String SUCCESSES = "successes-by-node";

  /** Containers that run, by cluster and image. */
  public static final String RUNNING = "running-by-image";

  /** Where nodes are, by cluster and node. */
  public static final String OUTBREAK_NODES = "outbreak-nodes-by-cluster";

  /** Nodes to be forgotten, by cluster and time. */
  public static final String OUTBREAK_NODE_TIMERS = "outbreak-node-timers-by-cluster";

  /** What each cluster adds to each scope, by cluster and scope. */
  public static final String CLUSTER_SHARES = "shares-by-cluster";

  /** How each incident stands to its cluster's blames, by cluster and incident. */
  public static final String MEMBERS = "members-by-cluster";

  /** Which of a cluster's shares are part of an open outbreak, by cluster and scope. */
  public static final String VERDICTS = "verdicts-by-cluster";

  /** Which outbreak each share was last told of, by scope and cluster. */
  public static final String VERDICTS_TOLD = "verdicts-by-scope";

  /** How far each cluster's incidents have come in the outbreak stage. */
  public static final String OUTBREAK_CLOCKS = "outbreak-clocks-by-cluster";

  /** What each cluster adds to each scope, by scope and cluster. */
  public static final String SCOPE_SHARES = "shares-by-scope";

  /** Scopes to sum up again. */
  public static final String CHANGED_SCOPES = "changed-scopes";

  /** Outbreaks, by scope, key and fault. */
  public static final String OUTBREAKS = "outbreaks-by-scope";

  /** How each cluster's collection stands, by its name. */
  public static final String CLUSTERS = "clusters-by-name";

  /** Nodes, by cluster and name. */
  public static final String NODES = "nodes-by-key";

  /** Where images run, by cluster and normalised reference. */
  public static final String IMAGES = "images-by-key";

  private final Storage storage;

  /** Makes stores that are kept there. */
  public Stores(Storage storage) {
    this.storage = storage;
  }

  /** A logged store by text, for a processor. */
  public <V> StoreBuilder<KeyValueStore<String, V>> keyed(String name, Serde<V> values) {
    return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
        supplier(name), Serdes.String(), values);
  }

  /** A logged store by text, for a table. */
  public <V> Materialized<String, V, KeyValueStore<Bytes, byte[]>> table(
      String name, Serde<V> values) {
    return Materialized.<String, V>as(supplier(name))
        .withKeySerde(Serdes.String())
        .withValueSerde(values);
  }

  private KeyValueBytesStoreSupplier supplier(String name) {
    return switch (storage) {
      case DISK -> org.apache.kafka.streams.state.Stores.persistentKeyValueStore(name);
      case MEMORY -> org.apache.kafka.streams.state.Stores.inMemoryKeyValueStore(name);
    };
  }
}
