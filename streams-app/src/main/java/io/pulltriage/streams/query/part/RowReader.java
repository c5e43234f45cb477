package io.pulltriage.streams.query.part;

import io.pulltriage.schemas.ClusterStatus;
import io.pulltriage.schemas.internal.ClustersQuestion;
import io.pulltriage.schemas.internal.FoundRow;
import io.pulltriage.schemas.internal.IncidentState;
import io.pulltriage.schemas.internal.KeyQuestion;
import io.pulltriage.schemas.internal.UnreadQuestion;
import io.pulltriage.schemas.internal.UnreadText;
import io.pulltriage.streams.query.Visibility;
import io.pulltriage.streams.topology.Stores;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Reads clusters, unread texts and single keys. Not thread-safe. */
final class RowReader {

  private final Visibility visibility;
  private final List<FoundRow> rows = new ArrayList<>();

  RowReader(Visibility visibility) {
    this.visibility = visibility;
  }

  void add(Parts parts, Object question) {
    if (question instanceof KeyQuestion key) {
      addKey(parts, key);
    } else if (question instanceof ClustersQuestion) {
      addClusters(parts);
    } else if (question instanceof UnreadQuestion unread) {
      addUnread(parts, unread.getLimit());
    }
  }

  List<FoundRow> list() {
    return rows;
  }

  private void addKey(Parts parts, KeyQuestion question) {
    ReadOnlyKeyValueStore<String, Object> store = parts.open(question.getStore());
    Object value = store.get(question.getKey());
    if (value != null) {
      rows.add(
          new FoundRow(
              question.getKey(),
              value instanceof IncidentState state ? state.getIncident() : value));
    }
  }

  private void addUnread(Parts parts, int limit) {
    ReadOnlyKeyValueStore<String, UnreadText> texts = parts.open(Stores.UNREAD_TEXTS);
    try (KeyValueIterator<String, UnreadText> all = texts.all()) {
      while (all.hasNext() && rows.size() < limit) {
        KeyValue<String, UnreadText> next = all.next();
        if (next.value != null) {
          rows.add(new FoundRow(next.key, next.value));
        }
      }
    }
  }

  private void addClusters(Parts parts) {
    ReadOnlyKeyValueStore<String, ClusterStatus> clusters = parts.open(Stores.CLUSTERS);
    try (KeyValueIterator<String, ClusterStatus> all = clusters.all()) {
      while (all.hasNext()) {
        ClusterStatus status = all.next().value;
        if (status != null && visibility.seesSomeOf(status.getCluster())) {
          rows.add(new FoundRow(status.getCluster(), status));
        }
      }
    }
  }
}
