package io.pulltriage.streams.topology;

import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/** The state stores of the stages; queries use their names as well. */
public final class Stores {

  /** All that is known about a pod, by the pod's key. */
  public static final String CASES = "cases-by-pod";

  /** Pods to look at again, by cluster and time. */
  public static final String CASE_TIMERS = "case-timers-by-cluster";

  /** How far each cluster's facts have come in the case stage. */
  public static final String CASE_CLOCKS = "case-clocks-by-cluster";

  /** Incidents, by id. */
  public static final String INCIDENTS = "incidents-by-id";

  /** What each pod adds to an incident, by incident and pod. */
  public static final String FINDINGS = "findings-by-incident";

  /** Incidents to look at again, by cluster and time. */
  public static final String INCIDENT_TIMERS = "incident-timers-by-cluster";

  /** How far each cluster's findings have come in the incident stage. */
  public static final String INCIDENT_CLOCKS = "incident-clocks-by-cluster";

  private Stores() {}

  /** A persistent, logged store by text. */
  public static <V> StoreBuilder<KeyValueStore<String, V>> keyed(String name, Serde<V> values) {
    return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
        org.apache.kafka.streams.state.Stores.persistentKeyValueStore(name),
        Serdes.String(),
        values);
  }
}
