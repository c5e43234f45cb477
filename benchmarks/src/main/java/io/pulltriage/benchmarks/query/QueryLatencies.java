package io.pulltriage.benchmarks.query;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Incident;
import io.pulltriage.streams.query.Answer;
import io.pulltriage.streams.query.IncidentFilter;
import io.pulltriage.streams.query.IncidentQueries;
import io.pulltriage.streams.query.Order;
import io.pulltriage.streams.query.OutbreakFilter;
import io.pulltriage.streams.query.Page;
import io.pulltriage.streams.query.PageRequest;
import io.pulltriage.streams.query.Visibility;
import io.pulltriage.streams.query.Visibility.Grant;
import io.pulltriage.testkit.KafkaFixture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Two instances with their state on disk, 100,000 open incidents between them: how long each query
 * takes, over both of them unless it says otherwise. Prints a table; takes some minutes.
 */
public final class QueryLatencies {

  private static final int WARM_UP = 200;
  private static final Duration WARM_UP_FOR = Duration.ofSeconds(10);
  private static final int TIMES = 500;
  private static final Duration MEASURE_FOR = Duration.ofSeconds(30);
  private static final int PAGE = 100;

  private final int count;
  private final ManyIncidents many;

  private QueryLatencies(KafkaFixture kafka, int count) {
    this.count = count;
    this.many = new ManyIncidents(kafka, "query-latencies", count);
  }

  /** Measures with as many incidents as the first argument says, 100,000 without one. */
  public static void main(String[] arguments) throws Exception {
    int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
    try (KafkaFixture kafka = KafkaFixture.start()) {
      new QueryLatencies(kafka, count).run();
    }
  }

  private void run() throws Exception {
    many.createTopics();
    try (ServingInstance one = new ServingInstance(many);
        ServingInstance other = new ServingInstance(many)) {
      many.fill(one.incidents());
      Map<String, Runnable> queries = new LinkedHashMap<>();
      addLists(queries, one.incidents());
      addFilters(queries, one.incidents());
      addOthers(queries, one.incidents(), other.incidents());
      queries.forEach(QueryLatencies::measure);
    }
  }

  private void addLists(Map<String, Runnable> all, IncidentQueries queries) {
    PageRequest first = PageRequest.first(Order.NEWEST, PAGE);
    PageRequest deep = first;
    int before = count / 2 / PAGE;
    for (int i = 0; i < before; i++) {
      deep = deep.after(page(queries, IncidentFilter.NONE, deep).next().orElseThrow());
    }
    PageRequest middle = deep;
    all.put("list, newest first, page 1", () -> page(queries, IncidentFilter.NONE, first));
    all.put("list, page " + (before + 1), () -> page(queries, IncidentFilter.NONE, middle));
    all.put(
        "list by id, page 1",
        () -> page(queries, IncidentFilter.NONE, PageRequest.first(Order.ID, PAGE)));
    Visibility team = new Visibility(List.of(new Grant("cluster-7", "namespace-7")));
    all.put(
        "list, page 1, as a team of one namespace",
        () -> queries.incidents(IncidentFilter.NONE, team, first));
  }

  private static void addFilters(Map<String, Runnable> all, IncidentQueries queries) {
    PageRequest first = PageRequest.first(Order.NEWEST, PAGE);
    Map<String, IncidentFilter> filters = new LinkedHashMap<>();
    filters.put("cluster", IncidentFilter.builder().cluster("cluster-7").build());
    filters.put(
        "namespace of a cluster",
        IncidentFilter.builder().cluster("cluster-7").namespace("namespace-7").build());
    filters.put(
        "workload",
        IncidentFilter.builder()
            .cluster("cluster-7")
            .namespace("namespace-7")
            .workload("Deployment/workload-357")
            .build());
    filters.put(
        "namespace of any cluster", IncidentFilter.builder().namespace("namespace-7").build());
    filters.put("cause of a quarter", cause(Cause.TAG_NOT_FOUND));
    filters.put("cause of one in 1,000", cause(ManyFindings.RARE));
    filters.put("cause of none", cause(Cause.OOM_KILLED));
    filters.put("node of one in 1,000", IncidentFilter.builder().node("node-7").build());
    filters.put(
        "registry of one in 20", IncidentFilter.builder().registry("registry-7.example").build());
    filters.put("text in one in 1,000", IncidentFilter.builder().text("workload-357").build());
    filters.put("text in none", IncidentFilter.builder().text("no such text").build());
    filters.forEach((name, filter) -> all.put("by " + name, () -> page(queries, filter, first)));
  }

  private static IncidentFilter cause(Cause cause) {
    return IncidentFilter.builder().causes(Set.of(cause)).build();
  }

  private void addOthers(Map<String, Runnable> all, IncidentQueries one, IncidentQueries other) {
    // Which of the two has it is told by which of them is quicker.
    String id = ManyFindings.id(ManyFindings.finding(357, count));
    all.put("one incident, by its owner or the other: a", () -> one.incident(id, Visibility.ALL));
    all.put("one incident, by its owner or the other: b", () -> other.incident(id, Visibility.ALL));
    all.put("summary", () -> one.summary(Visibility.ALL));
    all.put(
        "outbreaks",
        () ->
            one.outbreaks(
                OutbreakFilter.NONE, Visibility.ALL, PageRequest.first(Order.NEWEST, PAGE)));
    all.put("clusters", () -> one.clusters(Visibility.ALL));
  }

  private static Page<Incident> page(
      IncidentQueries queries, IncidentFilter filter, PageRequest request) {
    Answer<Page<Incident>> page = queries.incidents(filter, Visibility.ALL, request);
    if (!page.isComplete()) {
      throw new IllegalStateException("an instance is away: " + page.completeness());
    }
    return page.content();
  }

  private static void measure(String name, Runnable query) {
    times(query, WARM_UP, WARM_UP_FOR);
    List<Long> times = times(query, TIMES, MEASURE_FOR);
    times.sort(null);
    System.out.printf(
        "| %-42s | %8.1f | %8.1f | %5d |%n",
        name,
        times.get(times.size() / 2) / 1e6,
        times.get(times.size() * 99 / 100) / 1e6,
        times.size());
  }

  private static List<Long> times(Runnable query, int times, Duration most) {
    List<Long> nanos = new ArrayList<>();
    long begin = System.nanoTime();
    while (nanos.size() < times && System.nanoTime() - begin < most.toNanos()) {
      long start = System.nanoTime();
      query.run();
      nanos.add(System.nanoTime() - start);
    }
    return nanos;
  }
}
