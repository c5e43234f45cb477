package io.pulltriage.streams.query.part;

import io.pulltriage.schemas.internal.FoundRow;
import io.pulltriage.schemas.internal.NamespaceCounts;
import io.pulltriage.streams.query.Visibility;
import io.pulltriage.streams.topology.Stores;
import io.pulltriage.streams.topology.index.Tally;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.streams.KeyValue;

/** Sums up namespaces that may be seen, by cluster. Not thread-safe. */
final class CountsReader {

  private final Instant from;
  private final Visibility visibility;
  private final Map<String, Tally> clusters = new TreeMap<>();

  CountsReader(Instant from, Visibility visibility) {
    this.from = from;
    this.visibility = visibility;
  }

  void add(Parts parts) {
    try (Scan<NamespaceCounts> all =
        new Scan<>(parts.open(Stores.NAMESPACE_COUNTS), Ranges.of(visibility), Optional.empty())) {
      for (KeyValue<String, NamespaceCounts> next = all.next(); next != null; next = all.next()) {
        NamespaceCounts counts = next.value;
        if (visibility.sees(counts.getCluster(), counts.getNamespace())) {
          clusters
              .computeIfAbsent(counts.getCluster(), cluster -> new Tally())
              .addSince(from, counts);
        }
      }
    }
  }

  List<FoundRow> list() {
    List<FoundRow> rows = new ArrayList<>();
    clusters.forEach(
        (cluster, tally) -> rows.add(new FoundRow(cluster, tally.counts(cluster, ""))));
    return rows;
  }
}
