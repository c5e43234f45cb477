package io.pulltriage.streams.topology.time;

import io.pulltriage.schemas.internal.ClusterClock;
import io.pulltriage.streams.config.TimeMode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * How far each cluster's facts have come in one partition of a stage: as far as in the partition of
 * the stage before that is furthest behind. Belongs to one task; not thread-safe.
 */
public final class ClusterClocks {

  private final KeyValueStore<String, ClusterClock> store;
  private final int sources;
  private final TimeMode mode;
  private final InstantSource machine;
  private final Map<String, Anchor> anchors = new HashMap<>();
  private final Instant start;

  /**
   * The clocks of one task.
   *
   * @param sources from how many partitions of the stage before time must come
   * @param mode how time goes on between facts
   * @param machine this machine's clock
   */
  public ClusterClocks(
      KeyValueStore<String, ClusterClock> store,
      int sources,
      TimeMode mode,
      InstantSource machine) {
    this.store = store;
    this.sources = sources;
    this.mode = mode;
    this.machine = machine;
    this.start = machine.instant();
  }

  /**
   * All facts up to a time have come from one partition of the stage before. A time older than a
   * known one changes nothing. A time told again moves no clock, but may have facts before it that
   * came late.
   *
   * @return whether what is due by now should be looked at
   */
  public boolean advance(String cluster, int source, Instant time) {
    ClusterClock clock = store.get(cluster);
    Map<String, Instant> times = new HashMap<>(clock == null ? Map.of() : clock.getTimes());
    Instant before = reached(times);
    Instant guessed = now(cluster);
    Instant known = times.put(Integer.toString(source), time);
    if (known != null && !time.isAfter(known)) {
      return time.equals(known) && time.equals(before);
    }
    store.put(cluster, ClusterClock.newBuilder().setTimes(times).build());
    Instant after = reached(times);
    boolean moved = after.isAfter(before);
    if (moved) {
      anchors.put(cluster, new Anchor(after.isAfter(guessed) ? after : guessed, machine.instant()));
    }
    return moved;
  }

  /** How far all facts of a cluster have come; the epoch before anything was told. */
  public Instant reached(String cluster) {
    ClusterClock clock = store.get(cluster);
    return clock == null ? Instant.EPOCH : reached(clock.getTimes());
  }

  /**
   * What time it is in a cluster; the epoch before anything was told. Never goes back, though one
   * time may take longer to arrive than the one before it: what was over stays over.
   */
  public Instant now(String cluster) {
    Instant reached = reached(cluster);
    return switch (mode) {
      case RECORDED -> reached;
      case LIVE ->
          reached.equals(Instant.EPOCH)
              ? reached
              : anchors.getOrDefault(cluster, new Anchor(reached, start)).at(machine.instant());
    };
  }

  /** The clusters of which a time is known. */
  public List<String> clusters() {
    List<String> clusters = new ArrayList<>();
    try (KeyValueIterator<String, ClusterClock> all = store.all()) {
      while (all.hasNext()) {
        KeyValue<String, ClusterClock> next = all.next();
        clusters.add(next.key);
      }
    }
    return clusters;
  }

  private Instant reached(Map<String, Instant> times) {
    return times.size() < sources
        ? Instant.EPOCH
        : times.values().stream().min(Instant::compareTo).orElse(Instant.EPOCH);
  }

  /** What time it was in a cluster when this machine's clock showed so much. */
  private record Anchor(Instant time, Instant shown) {

    Instant at(Instant shows) {
      Duration silence = Duration.between(shown, shows);
      return silence.isNegative() ? time : time.plus(silence);
    }
  }
}
