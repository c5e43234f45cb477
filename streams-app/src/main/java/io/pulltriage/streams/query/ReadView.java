package io.pulltriage.streams.query;

import io.pulltriage.schemas.ClusterStatus;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.IncidentStatus;
import io.pulltriage.schemas.Outbreak;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All incidents, outbreaks and clusters: incidents in their store, beside them in memory the index
 * of incidents, outbreaks and clusters. Each answer is of one moment, at which store and memory
 * agree. Thread-safe.
 */
final class ReadView {

  /** Longer than any key: no record has it. */
  private static final int LONGEST_KEY = 4_096;

  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final IncidentIndex index = new IncidentIndex();
  private final Map<String, Outbreak> outbreaks = new HashMap<>();
  private final Map<String, ClusterStatus> clusters = new TreeMap<>();
  private final Function<String, @Nullable Incident> incidents;

  /**
   * An empty view.
   *
   * @param incidents gives the incident of an id from the store
   */
  ReadView(Function<String, @Nullable Incident> incidents) {
    this.incidents = incidents;
  }

  /** Changes store and memory at once. */
  void change(Runnable store, Consumer<ReadView> memory) {
    lock.writeLock().lock();
    try {
      store.run();
      memory.accept(this);
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** An incident is as it says, or forgotten; within {@link #change} alone. */
  void keepIncident(String id, @Nullable Incident incident) {
    if (incident == null) {
      index.remove(id);
    } else {
      index.put(incident);
    }
  }

  /** An outbreak is as it says, or forgotten; within {@link #change} alone. */
  void keepOutbreak(String id, @Nullable Outbreak outbreak) {
    if (outbreak == null) {
      outbreaks.remove(id);
    } else {
      outbreaks.put(id, outbreak);
    }
  }

  /** A cluster is as it says, or forgotten; within {@link #change} alone. */
  void keepCluster(String cluster, @Nullable ClusterStatus status) {
    if (status == null) {
      clusters.remove(cluster);
    } else {
      clusters.put(cluster, status);
    }
  }

  private <T> T read(Supplier<T> reading) {
    lock.readLock().lock();
    try {
      return reading.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  int size() {
    return read(index::size);
  }

  List<String> openIncidents() {
    return read(index::open);
  }

  List<String> openOutbreaks() {
    return read(
        () ->
            outbreaks.values().stream()
                .filter(outbreak -> outbreak.getStatus() == IncidentStatus.OPEN)
                .map(Outbreak::getId)
                .toList());
  }

  Page<Incident> incidents(Filter filter, Visibility visibility, PageRequest request) {
    return read(
        () -> {
          IncidentIndex.Found found = index.find(filter, visibility, request);
          List<Incident> items =
              found.ids().stream().map(incidents).filter(Objects::nonNull).toList();
          return new Page<>(items, found.next(), found.total());
        });
  }

  Optional<Incident> incident(String id, Visibility visibility) {
    if (id.isEmpty() || id.length() > LONGEST_KEY) {
      return Optional.empty();
    }
    return read(() -> Optional.ofNullable(incidents.apply(id)))
        .filter(incident -> visibility.sees(incident.getCluster(), incident.getNamespace()));
  }

  Page<Outbreak> outbreaks(Filter filter, Visibility visibility, PageRequest request) {
    Order order = request.order();
    Optional<Place> after = request.after().map(Place::of);
    TreeMap<Place, Outbreak> places = new TreeMap<>();
    seenOutbreaks(filter, visibility)
        .forEach(outbreak -> places.put(Place.of(outbreak, order), outbreak));
    Map<Place, Outbreak> rest =
        after.map(place -> (Map<Place, Outbreak>) places.tailMap(place, false)).orElse(places);
    List<Outbreak> items = rest.values().stream().limit(request.limit()).toList();
    Optional<Cursor> next =
        rest.size() > items.size()
            ? Optional.of(Place.of(items.get(items.size() - 1), order).cursor(order))
            : Optional.empty();
    return new Page<>(items, next, places.size());
  }

  private List<Outbreak> seenOutbreaks(Filter filter, Visibility visibility) {
    OutbreakView view = new OutbreakView(filter, visibility);
    List<Outbreak> all = read(() -> List.copyOf(outbreaks.values()));
    return all.stream().map(view::of).flatMap(Optional::stream).toList();
  }

  Optional<Outbreak> outbreak(String id, Visibility visibility) {
    return read(() -> Optional.ofNullable(outbreaks.get(id)))
        .flatMap(new OutbreakView(Filter.NONE, visibility)::of);
  }

  List<ClusterReport> clusters(Filter filter, Visibility visibility, Instant now) {
    return seenClusters(visibility).stream()
        .filter(filter::matches)
        .map(status -> new ClusterReport(status, Duration.between(status.getObservedAt(), now)))
        .toList();
  }

  private List<ClusterStatus> seenClusters(Visibility visibility) {
    List<ClusterStatus> all = read(() -> new ArrayList<>(clusters.values()));
    return all.stream().filter(status -> visibility.seesSomeOf(status.getCluster())).toList();
  }

  Summary summary(Visibility visibility) {
    Optional<Instant> newest =
        seenClusters(visibility).stream().map(ClusterStatus::getObservedAt).max(Instant::compareTo);
    SummaryCounts counts = new SummaryCounts(newest);
    read(
        () -> {
          index.count(visibility, counts);
          return counts;
        });
    Filter open = Filter.of(Field.STATUS, IncidentStatus.OPEN.name());
    return counts.build(seenOutbreaks(open, visibility).size());
  }
}
