package io.pulltriage.streams.query.fleet;

import io.pulltriage.streams.query.Readiness;
import io.pulltriage.streams.query.part.StoreReader;
import io.pulltriage.streams.topology.Stores;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.kafka.streams.KafkaStreams;

/**
 * Whether an instance serves: it runs, and every part that it owns can be read. During a rebalance
 * an instance that served before goes on to serve, from copies where it has to; else each change of
 * the group would take all instances out of service at once. Thread-safe.
 */
final class InstanceReadiness implements Readiness {

  private static final List<String> STORES =
      List.of(Stores.INCIDENTS, Stores.OUTBREAKS, Stores.CLUSTERS);

  private final KafkaStreams streams;
  private final Placement placement;
  private final StoreReader reader;
  private final AtomicBoolean served = new AtomicBoolean();

  InstanceReadiness(KafkaStreams streams, Placement placement, StoreReader reader) {
    this.streams = streams;
    this.placement = placement;
    this.reader = reader;
  }

  @Override
  public List<String> obstacles() {
    KafkaStreams.State state = streams.state();
    boolean rebalancing = state == KafkaStreams.State.REBALANCING;
    if (state != KafkaStreams.State.RUNNING && !(rebalancing && served.get())) {
      return List.of("the instance is " + state);
    }
    List<String> obstacles = new ArrayList<>();
    for (String store : STORES) {
      IntStream.range(0, placement.partitions())
          .filter(
              partition -> isOwned(store, partition) && !reader.has(store, partition, rebalancing))
          .mapToObj(partition -> "%s, partition %d, is not restored".formatted(store, partition))
          .forEach(obstacles::add);
    }
    if (obstacles.isEmpty()) {
      served.set(true);
    }
    return obstacles;
  }

  private boolean isOwned(String store, int partition) {
    return placement.holders(store, partition).stream().limit(1).anyMatch(placement::isSelf);
  }
}
