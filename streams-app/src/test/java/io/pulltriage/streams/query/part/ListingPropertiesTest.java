package io.pulltriage.streams.query.part;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.IncidentStatus;
import io.pulltriage.schemas.internal.FoundRow;
import io.pulltriage.streams.config.Storage;
import io.pulltriage.streams.query.IncidentFilter;
import io.pulltriage.streams.query.Visibility;
import io.pulltriage.streams.query.Visibility.Grant;
import io.pulltriage.streams.topology.Stores;
import io.pulltriage.streams.topology.index.Entries;
import io.pulltriage.streams.topology.index.Places;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** All pages together are what the filter leaves of all incidents, in order, each once. */
class ListingPropertiesTest {

  private static final int PARTITIONS = 3;

  @Property(tries = 100)
  void shouldListAllThatMatchesOnceInMemory(@ForAll long seed) {
    check(seed, Storage.MEMORY);
  }

  @Property(tries = 10)
  void shouldListAllThatMatchesOnceOnDisk(@ForAll long seed) {
    check(seed, Storage.DISK);
  }

  private static void check(long seed, Storage storage) {
    Random random = new Random(seed);
    List<IndexedParts> parts = new ArrayList<>();
    try {
      for (int i = 0; i < PARTITIONS; i++) {
        parts.add(new IndexedParts(i, storage));
      }
      Map<String, Incident> all = fill(parts, random);
      for (int i = 0; i < 20; i++) {
        IncidentFilter filter = filter(random);
        Visibility visibility = visibility(random);
        boolean byId = random.nextBoolean();

        List<Incident> listed =
            list(parts, filter, visibility, byId, 1 + random.nextInt(9), 1 + random.nextInt(60));

        assertThat(listed.stream().map(Incident::getId))
            .as("%s %s byId=%s", filter, visibility, byId)
            .containsExactlyElementsOf(expected(all, filter, visibility, byId));
      }
      all.forEach((id, incident) -> parts.get(partition(id)).forget(id));
      assertThat(parts)
          .allSatisfy(
              part ->
                  assertThat(
                          part.count(Stores.ENTRIES)
                              + part.count(Stores.ENTRIES_BY_TIME)
                              + part.count(Stores.NAMESPACE_COUNTS))
                      .isZero());
    } finally {
      parts.forEach(IndexedParts::close);
    }
  }

  private static Map<String, Incident> fill(List<IndexedParts> parts, Random random) {
    Map<String, Incident> all = new TreeMap<>(Places.BYTES);
    for (int i = 0; i < 120; i++) {
      Incident incident = Incidents.random(random);
      all.put(incident.getId(), incident);
      parts.get(partition(incident.getId())).put(incident);
    }
    return all;
  }

  private static int partition(String id) {
    return Math.floorMod(id.hashCode(), PARTITIONS);
  }

  private static List<Incident> list(
      List<IndexedParts> parts,
      IncidentFilter filter,
      Visibility visibility,
      boolean byId,
      int limit,
      int mostLooked) {
    List<Incident> listed = new ArrayList<>();
    Optional<String> after = Optional.empty();
    while (true) {
      IncidentSearch search =
          new IncidentSearch(filter, visibility, byId, after, limit, mostLooked);
      try (IncidentLister lister = new IncidentLister(search)) {
        parts.forEach(lister::add);
        List<FoundRow> rows = lister.list();
        rows.forEach(row -> listed.add((Incident) row.getContent()));
        if (rows.size() < limit && lister.until().isEmpty()) {
          return listed;
        }
        after = lister.until().or(() -> Optional.of(rows.get(limit - 1).getPlace()));
      }
    }
  }

  private static List<String> expected(
      Map<String, Incident> all, IncidentFilter filter, Visibility visibility, boolean byId) {
    IncidentMatch match = new IncidentMatch(filter, visibility);
    IncidentText text = new IncidentText(filter.text());
    Comparator<Incident> byTime =
        Comparator.comparing((Incident incident) -> incident.getStatus() != IncidentStatus.OPEN)
            .thenComparing(
                incident -> incident.getResolvedAt().orElse(incident.getFirstSeen()),
                Comparator.reverseOrder())
            .thenComparing(Incident::getId, Places.BYTES);
    List<Incident> matching =
        all.values().stream()
            .filter(incident -> match.test(Entries.of(incident)) && text.isIn(incident))
            .toList();
    return (byId ? matching.stream() : matching.stream().sorted(byTime))
        .map(Incident::getId)
        .toList();
  }

  private static IncidentFilter filter(Random random) {
    IncidentFilter.Builder filter = IncidentFilter.builder();
    if (random.nextInt(2) == 0) {
      filter.cluster(Incidents.any(Incidents.CLUSTERS, random));
    }
    if (random.nextInt(3) == 0) {
      filter.namespace(Incidents.any(Incidents.NAMESPACES, random));
    }
    if (random.nextInt(4) == 0) {
      filter.workload(Incidents.any(Incidents.NAMES, random));
    }
    if (random.nextInt(4) == 0) {
      filter.workload("Job/" + Incidents.any(Incidents.NAMES, random));
    }
    if (random.nextInt(4) == 0) {
      filter.causes(Set.of(Incidents.any(Incidents.CAUSES, random)));
    }
    if (random.nextInt(4) == 0) {
      filter.status(Incidents.any(List.of(IncidentStatus.values()), random));
    }
    if (random.nextInt(4) == 0) {
      filter.text(Incidents.any(Incidents.TEXTS, random));
    }
    return filter.build();
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
