package io.pulltriage.streams.topology.index;

import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.Records;
import io.pulltriage.schemas.internal.IncidentEntry;
import io.pulltriage.schemas.internal.NamespaceCounts;
import io.pulltriage.streams.topology.Stores;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the index of one partition. Most changes of an incident, such as one more failure, change
 * nothing that can be asked for and cost one read.
 */
final class IndexProcessor implements Processor<String, Incident, Void, Void> {

  private KeyValueStore<String, IncidentEntry> entries;
  private KeyValueStore<String, IncidentEntry> byTime;
  private KeyValueStore<String, NamespaceCounts> counts;

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    entries = context.getStateStore(Stores.ENTRIES);
    byTime = context.getStateStore(Stores.ENTRIES_BY_TIME);
    counts = context.getStateStore(Stores.NAMESPACE_COUNTS);
  }

  @Override
  public void process(Record<String, Incident> incident) {
    String id = incident.key();
    @Nullable IncidentEntry before = entries.get(id);
    @Nullable IncidentEntry after = incident.value() == null ? null : Entries.of(incident.value());
    if (before == null ? after == null : after != null && Records.equal(before, after)) {
      return;
    }
    if (before != null) {
      withdraw(before);
    }
    if (after == null) {
      entries.delete(id);
    } else {
      entries.put(id, after);
      enter(after);
    }
  }

  private void withdraw(IncidentEntry entry) {
    byTime.delete(Entries.placeByTime(entry));
    Tally tally = tally(entry);
    tally.remove(entry);
    keep(entry, tally);
  }

  private void enter(IncidentEntry entry) {
    byTime.put(Entries.placeByTime(entry), entry);
    Tally tally = tally(entry);
    tally.add(entry);
    keep(entry, tally);
  }

  private Tally tally(IncidentEntry entry) {
    Tally tally = new Tally();
    NamespaceCounts known = counts.get(key(entry));
    if (known != null) {
      tally.add(known);
    }
    return tally;
  }

  private void keep(IncidentEntry entry, Tally tally) {
    if (tally.isEmpty()) {
      counts.delete(key(entry));
    } else {
      counts.put(key(entry), tally.counts(entry.getCluster(), entry.getNamespace()));
    }
  }

  private static String key(IncidentEntry entry) {
    return entry.getCluster() + '/' + entry.getNamespace() + '/';
  }
}
