package io.pulltriage.streams.query;

import io.pulltriage.schemas.ImageReference;
import io.pulltriage.schemas.ImageUsage;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.IncidentStatus;
import io.pulltriage.schemas.Keys;
import io.pulltriage.schemas.NodeSnapshot;
import io.pulltriage.schemas.Outbreak;
import io.pulltriage.streams.topology.index.Entries;
import io.pulltriage.streams.topology.index.Places;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Answers from one instance that has every partition. Thread-safe. */
final class SingleInstance implements IncidentQueries {

  private final LocalStores stores;
  private final InstantSource clock;

  SingleInstance(LocalStores stores, InstantSource clock) {
    this.stores = stores;
    this.clock = clock;
  }

  @Override
  public Answer<Page<Incident>> incidents(
      IncidentFilter filter, Visibility visibility, PageRequest request) {
    IncidentMatch match = new IncidentMatch(filter, visibility);
    List<Incident> all =
        stores.incidents().stream().filter(incident -> match.test(Entries.of(incident))).toList();
    return full(
        page(
            all,
            request,
            incident ->
                request.order() == Order.ID
                    ? incident.getId()
                    : Entries.placeByTime(Entries.of(incident))));
  }

  @Override
  public Lookup<Incident> incident(String id, Visibility visibility) {
    return found(
        stores.incidents().stream()
            .filter(incident -> incident.getId().equals(id))
            .filter(incident -> visibility.sees(incident.getCluster(), incident.getNamespace()))
            .findFirst()
            .orElse(null));
  }

  @Override
  public Answer<Page<Outbreak>> outbreaks(
      OutbreakFilter filter, Visibility visibility, PageRequest request) {
    OutbreakView view = new OutbreakView(filter, visibility);
    List<Outbreak> all =
        stores.outbreaks().stream().flatMap(outbreak -> view.of(outbreak).stream()).toList();
    return full(
        page(
            all,
            request,
            outbreak ->
                request.order() == Order.ID
                    ? outbreak.getId()
                    : Places.newest(
                        outbreak.getStatus(),
                        outbreak.getFirstSeen(),
                        outbreak.getResolvedAt(),
                        outbreak.getId())));
  }

  @Override
  public Lookup<Outbreak> outbreak(String id, Visibility visibility) {
    OutbreakView view = new OutbreakView(OutbreakFilter.NONE, visibility);
    return found(
        stores.outbreaks().stream()
            .filter(outbreak -> outbreak.getId().equals(id))
            .flatMap(outbreak -> view.of(outbreak).stream())
            .findFirst()
            .orElse(null));
  }

  @Override
  public Answer<List<ClusterReport>> clusters(Visibility visibility) {
    return full(
        stores.clusters().stream()
            .filter(status -> visibility.seesSomeOf(status.getCluster()))
            .map(
                status ->
                    new ClusterReport(
                        status, Duration.between(status.getObservedAt(), clock.instant())))
            .toList());
  }

  @Override
  public Answer<Summary> summary(Visibility visibility) {
    Map<IncidentStatus, List<Incident>> all =
        stores.incidents().stream()
            .filter(incident -> visibility.sees(incident.getCluster(), incident.getNamespace()))
            .collect(Collectors.groupingBy(Incident::getStatus));
    List<Incident> open = all.getOrDefault(IncidentStatus.OPEN, List.of());
    return full(
        new Summary(
            open.size(),
            all.getOrDefault(IncidentStatus.RESOLVED, List.of()).size(),
            counts(open, Incident::getCause),
            counts(open, Incident::getSeverity),
            counts(open, Incident::getCluster),
            stores.outbreaks().stream()
                .filter(outbreak -> outbreak.getStatus() == IncidentStatus.OPEN)
                .count(),
            times(all)));
  }

  private List<Summary.TimeSpan> times(Map<IncidentStatus, List<Incident>> incidents) {
    List<Incident> all = new ArrayList<>();
    incidents.values().forEach(all::addAll);
    return stores.clusters().stream()
        .map(status -> status.getObservedAt().toEpochMilli())
        .max(Comparator.naturalOrder())
        .map(newest -> Spans.before(newest, all))
        .orElse(List.of());
  }

  @Override
  public Lookup<NodeSnapshot> node(String cluster, String name, Visibility visibility) {
    return found(visibility.seesSomeOf(cluster) ? stores.node(Keys.node(cluster, name)) : null);
  }

  @Override
  public Lookup<ImageUsage> image(String cluster, ImageReference image, Visibility visibility) {
    return found(visibility.seesSomeOf(cluster) ? stores.image(Keys.image(cluster, image)) : null);
  }

  private static <K, V> Map<K, Long> counts(List<V> all, Function<V, K> kind) {
    return all.stream().collect(Collectors.groupingBy(kind, Collectors.counting()));
  }

  private static <V> Page<V> page(List<V> all, PageRequest request, Function<V, String> place) {
    TreeMap<String, V> sorted = new TreeMap<>(Places.BYTES);
    all.forEach(value -> sorted.put(place.apply(value), value));
    Map<String, V> rest =
        request.after().isPresent() ? sorted.tailMap(request.after().get().key(), false) : sorted;
    List<Map.Entry<String, V>> page = rest.entrySet().stream().limit(request.limit()).toList();
    Optional<Cursor> next =
        page.size() < rest.size()
            ? Optional.of(new Cursor(request.order(), page.get(page.size() - 1).getKey()))
            : Optional.empty();
    return new Page<>(page.stream().map(Map.Entry::getValue).toList(), next);
  }

  private static <V> Lookup<V> found(@Nullable V value) {
    return value == null ? new Lookup.Absent<>() : new Lookup.Found<>(value, Optional.empty());
  }

  private static <V> Answer<V> full(V content) {
    return new Answer<>(content, Completeness.FULL);
  }
}
