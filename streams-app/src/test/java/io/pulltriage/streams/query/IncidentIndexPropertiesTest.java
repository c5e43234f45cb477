package io.pulltriage.streams.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.IncidentStatus;
import io.pulltriage.streams.query.Visibility.Grant;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** All pages together are what the filter leaves of all incidents, in order, each once. */
class IncidentIndexPropertiesTest {

  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.ofEpochSecond(1_760_036_000L));
  private static final Comparator<String> BYTES =
      (one, other) ->
          Arrays.compareUnsigned(
              one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));

  @Property(tries = 300)
  void shouldListAllThatMatchesOnce(@ForAll long seed) {
    Random random = new Random(seed);
    IncidentIndex index = new IncidentIndex();
    Map<String, Incident> all = fill(index, random);
    for (int i = 0; i < 20; i++) {
      Filter filter = filter(random);
      Visibility visibility = visibility(random);
      Order order = random.nextBoolean() ? Order.ID : Order.NEWEST;

      List<String> listed = list(index, filter, visibility, order, 1 + random.nextInt(9));

      assertThat(listed)
          .as("%s %s %s", filter.values(Field.TEXT), visibility, order)
          .containsExactlyElementsOf(expected(all, filter, visibility, order));
    }
  }

  /** The counts are those of all incidents that may be seen, one by one. */
  @Property(tries = 100)
  void shouldCountWhatMayBeSeen(@ForAll long seed) {
    Random random = new Random(seed);
    IncidentIndex index = new IncidentIndex();
    Map<String, Incident> all = fill(index, random);
    Visibility visibility = visibility(random);
    Instant newest = Instant.ofEpochSecond(1_760_000_000L + random.nextInt(30) * 3_600L);
    SummaryCounts counts = new SummaryCounts(Optional.of(newest));

    index.count(visibility, counts);

    Summary summary = counts.build(0);
    List<Incident> seen =
        all.values().stream()
            .filter(one -> visibility.sees(one.getCluster(), one.getNamespace()))
            .toList();
    assertThat(summary.open()).isEqualTo(seen.stream().filter(this::isOpen).count());
    assertThat(summary.resolved()).isEqualTo(seen.size() - summary.open());
    assertThat(summary.openByCause().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(summary.open());
    assertThat(summary.openByCluster())
        .allSatisfy(
            (cluster, open) ->
                assertThat(open)
                    .isEqualTo(
                        seen.stream()
                            .filter(one -> isOpen(one) && one.getCluster().equals(cluster))
                            .count()));
    assertThat(summary.times()).hasSize(Summary.SPANS);
    for (Summary.TimeSpan span : summary.times()) {
      Instant end = span.from().plus(Summary.SPAN);
      assertThat(span.failing().values().stream().mapToLong(Long::longValue).sum())
          .isEqualTo(
              seen.stream()
                  .filter(one -> one.getFirstSeen().isBefore(end))
                  .filter(one -> one.getResolvedAt().filter(at -> at.isBefore(end)).isEmpty())
                  .count());
    }
  }

  private boolean isOpen(Incident incident) {
    return incident.getStatus() == IncidentStatus.OPEN;
  }

  /** Incidents come, change and go; what is left is what a map of them has. */
  private static Map<String, Incident> fill(IncidentIndex index, Random random) {
    Map<String, Incident> all = new TreeMap<>(BYTES);
    for (int i = 0; i < 200; i++) {
      Incident incident = Incidents.random(random);
      if (random.nextInt(4) == 0) {
        all.remove(incident.getId());
        index.remove(incident.getId());
      } else {
        all.put(incident.getId(), incident);
        index.put(incident);
      }
    }
    assertThat(index.size()).isEqualTo(all.size());
    return all;
  }

  private static List<String> list(
      IncidentIndex index, Filter filter, Visibility visibility, Order order, int limit) {
    List<String> listed = new ArrayList<>();
    PageRequest request = PageRequest.first(order, limit);
    while (true) {
      IncidentIndex.Found found = index.find(filter, visibility, request);
      listed.addAll(found.ids());
      if (found.next().isEmpty()) {
        assertThat(found.total()).isEqualTo(listed.size());
        return listed;
      }
      assertThat(found.ids()).hasSize(limit);
      // As an address carries it.
      request = request.after(Cursor.parse(found.next().get().text()));
    }
  }

  private static List<String> expected(
      Map<String, Incident> all, Filter filter, Visibility visibility, Order order) {
    Comparator<Incident> byTime =
        Comparator.comparing((Incident incident) -> incident.getStatus() != IncidentStatus.OPEN)
            .thenComparing(
                incident -> incident.getResolvedAt().orElse(incident.getFirstSeen()),
                Comparator.reverseOrder())
            .thenComparing(Incident::getId, BYTES);
    List<Incident> matching =
        all.values().stream()
            .filter(filter::matches)
            .filter(one -> visibility.sees(one.getCluster(), one.getNamespace()))
            .toList();
    return (order == Order.ID ? matching.stream() : matching.stream().sorted(byTime))
        .map(Incident::getId)
        .toList();
  }

  private static Filter filter(Random random) {
    Map<Field, List<String>> given = new EnumMap<>(Field.class);
    add(given, Field.CLUSTER, 2, Incidents.CLUSTERS, random);
    add(given, Field.NAMESPACE, 3, List.of("shop", "shop*", "data", "*"), random);
    add(given, Field.WORKLOAD, 4, List.of("api", "Job/web", "*/shop", "w*"), random);
    add(given, Field.IMAGE, 4, List.of("nginx*", "ghcr.io/team/api", "No Image"), random);
    add(given, Field.REGISTRY, 6, List.of("ghcr.io", "docker.*"), random);
    add(given, Field.NODE, 4, List.of("node-1", "*-2"), random);
    add(given, Field.OUTBREAK, 6, List.of("REGISTRY/*"), random);
    add(given, Field.CAUSE, 4, List.of("tag_not_found", "DNS_FAILURE"), random);
    add(given, Field.SEVERITY, 5, List.of("critical", "WARNING"), random);
    add(given, Field.STATUS, 4, List.of("open", "resolved"), random);
    if (random.nextInt(4) == 0) {
      given.put(Field.TEXT, List.of(Incidents.any(Incidents.TEXTS, random)));
    }
    if (random.nextInt(5) == 0) {
      given.put(Field.SINCE, List.of(random.nextInt(20) + "h"));
    }
    return Filter.of(given, CLOCK);
  }

  private static void add(
      Map<Field, List<String>> given, Field field, int oneIn, List<String> values, Random random) {
    if (random.nextInt(oneIn) == 0) {
      given.put(field, List.of(Incidents.any(values, random), Incidents.any(values, random)));
    }
  }

  private static Visibility visibility(Random random) {
    if (random.nextInt(3) == 0) {
      return Visibility.ALL;
    }
    List<Grant> grants = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      grants.add(
          new Grant(
              random.nextInt(5) == 0 ? "*" : Incidents.any(Incidents.CLUSTERS, random),
              random.nextInt(3) == 0 ? "sh*" : Incidents.any(Incidents.NAMESPACES, random)));
    }
    return new Visibility(grants);
  }
}
