package io.pulltriage.streams.topology.incident;

import io.pulltriage.schemas.internal.PodFinding;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** What each pod adds to an incident. Belongs to one task; not thread-safe. */
final class FindingStore {

  /** Cannot stand in an incident's id, so that one id is never the prefix of another's keys. */
  private static final char SEPARATOR = '\n';

  private static final StringSerializer PREFIXES = new StringSerializer();

  private final KeyValueStore<String, PodFinding> store;

  FindingStore(KeyValueStore<String, PodFinding> store) {
    this.store = store;
  }

  /**
   * Keeps a pod's finding in place of what it added before.
   *
   * @return whether the pod is new to the incident
   */
  boolean put(String incident, PodFinding finding) {
    String key = key(incident, finding);
    boolean added = store.get(key) == null;
    store.put(key, finding);
    return added;
  }

  List<PodFinding> of(String incident) {
    List<PodFinding> findings = new ArrayList<>();
    try (KeyValueIterator<String, PodFinding> all =
        store.prefixScan(incident + SEPARATOR, PREFIXES)) {
      while (all.hasNext()) {
        findings.add(all.next().value);
      }
    }
    return findings;
  }

  void remove(String incident, PodFinding finding) {
    store.delete(key(incident, finding));
  }

  private static String key(String incident, PodFinding finding) {
    return incident + SEPARATOR + finding.getPodUid();
  }
}
