package io.pulltriage.benchmarks.query;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Incident;
import io.pulltriage.streams.config.Storage;
import io.pulltriage.streams.query.Field;
import io.pulltriage.streams.query.Filter;
import io.pulltriage.streams.query.Order;
import io.pulltriage.streams.query.Page;
import io.pulltriage.streams.query.PageRequest;
import io.pulltriage.streams.query.ReadModel;
import io.pulltriage.streams.query.Visibility;
import io.pulltriage.streams.query.Visibility.Grant;
import io.pulltriage.testkit.KafkaFixture;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The read model of one instance, its store on disk, with 100,000 open incidents: what it takes on
 * the heap, how long it takes to be ready, and how long each query takes. Prints tables.
 */
public final class QueryLatencies {

  private static final int WARM_UP = 200;
  private static final Duration WARM_UP_FOR = Duration.ofSeconds(5);
  private static final int TIMES = 500;
  private static final Duration MEASURE_FOR = Duration.ofSeconds(20);
  private static final Duration PATIENCE = Duration.ofMinutes(30);
  private static final int PAGE = 100;

  private final KafkaFixture kafka;
  private final int count;
  private final ManyIncidents many;
  private final Path folder;

  private QueryLatencies(KafkaFixture kafka, int count, Path folder) {
    this.kafka = kafka;
    this.count = count;
    this.many = new ManyIncidents(kafka, "query-latencies", count);
    this.folder = folder;
  }

  /** Measures with as many incidents as the first argument says, 100,000 without one. */
  public static void main(String[] arguments) throws Exception {
    int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
    try (KafkaFixture kafka = KafkaFixture.start()) {
      new QueryLatencies(kafka, count, Files.createTempDirectory("query-latencies")).run();
    }
  }

  private void run() throws Exception {
    many.createTopics();
    long before;
    try (ReadModel empty = model(folder.resolve("empty"))) {
      ready(empty, System.nanoTime(), "without incidents", 0);
      before = heap();
    }
    many.write();
    long start = System.nanoTime();
    try (ReadModel model = model(folder)) {
      ready(model, start, "without local state", count);
      System.out.printf(
          "heap: %,d bytes for each of %,d incidents%n", (heap() - before) / count, count);
      Map<String, Runnable> queries = new LinkedHashMap<>();
      addLists(queries, model);
      addFilters(queries, model);
      addOthers(queries, model);
      System.out.println("| query | median ms | p99 ms | times |\n|---|---|---|---|");
      queries.forEach(QueryLatencies::measure);
    }
    long again = System.nanoTime();
    try (ReadModel model = model(folder)) {
      ready(model, again, "with local state", count);
    }
  }

  private ReadModel model(Path stateFolder) {
    Map<String, Object> settings = new HashMap<>(kafka.clientConfig());
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "query-latencies");
    settings.put(StreamsConfig.STATE_DIR_CONFIG, stateFolder.toString());
    return new ReadModel(many.topics(), Storage.DISK, settings, Clock.systemUTC());
  }

  private static void ready(ReadModel model, long start, String how, int expected)
      throws InterruptedException {
    model.start();
    if (!model.awaitCaughtUp(PATIENCE)) {
      throw new IllegalStateException("not ready in time");
    }
    long open = model.summary(Visibility.ALL).content().open();
    if (open != expected) {
      throw new IllegalStateException("it has " + open + " incidents");
    }
    System.out.printf("ready %s after %,d ms%n", how, (System.nanoTime() - start) / 1_000_000);
  }

  /** What is in use once what is not has gone. */
  private static long heap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private void addLists(Map<String, Runnable> all, ReadModel model) {
    PageRequest first = PageRequest.first(Order.NEWEST, PAGE);
    PageRequest deep = first;
    int before = count / 2 / PAGE;
    for (int i = 0; i < before; i++) {
      deep = deep.after(page(model, Filter.NONE, deep).next().orElseThrow());
    }
    PageRequest middle = deep;
    all.put("list, newest first, page 1", () -> page(model, Filter.NONE, first));
    all.put("list, page " + (before + 1), () -> page(model, Filter.NONE, middle));
    all.put(
        "list by id, page 1", () -> page(model, Filter.NONE, PageRequest.first(Order.ID, PAGE)));
    Visibility team = new Visibility(List.of(new Grant("cluster-7", "namespace-7")));
    all.put(
        "list, page 1, as a team of one namespace",
        () -> model.incidents(Filter.NONE, team, first));
  }

  private static void addFilters(Map<String, Runnable> all, ReadModel model) {
    PageRequest first = PageRequest.first(Order.NEWEST, PAGE);
    Map<String, Filter> filters = new LinkedHashMap<>();
    Filter cluster = Filter.of(Field.CLUSTER, "cluster-7");
    Filter namespace = Filter.of(Field.NAMESPACE, "namespace-7");
    filters.put("cluster", cluster);
    filters.put("clusters by a pattern", Filter.of(Field.CLUSTER, "cluster-1*"));
    filters.put("namespace of a cluster", cluster.and(namespace));
    filters.put(
        "workload",
        cluster.and(namespace).and(Filter.of(Field.WORKLOAD, "Deployment/workload-357")));
    filters.put("namespace of any cluster", namespace);
    filters.put("cause of a quarter", cause(Cause.TAG_NOT_FOUND));
    filters.put("cause of one in 1,000", cause(ManyIncidents.RARE));
    filters.put("cause of none", cause(Cause.OOM_KILLED));
    filters.put("node of one in 1,000", Filter.of(Field.NODE, "node-7"));
    filters.put("registry of one in 20", Filter.of(Field.REGISTRY, "registry-7.example"));
    filters.put("image by a pattern", Filter.of(Field.IMAGE, "*/workload-35*"));
    filters.put("text in one in 1,000", Filter.of(Field.TEXT, "workload-357"));
    filters.put("text of several words in all", Filter.of(Field.TEXT, "to pull and unpack"));
    filters.put("text in none", Filter.of(Field.TEXT, "no such text"));
    filters.forEach((name, filter) -> all.put("by " + name, () -> page(model, filter, first)));
  }

  private static Filter cause(Cause cause) {
    return Filter.of(Field.CAUSE, cause.name());
  }

  private static void addOthers(Map<String, Runnable> all, ReadModel model) {
    String id = ManyIncidents.id(357);
    all.put("one incident", () -> model.incident(id, Visibility.ALL));
    all.put("summary", () -> model.summary(Visibility.ALL));
    all.put(
        "outbreaks",
        () -> model.outbreaks(Filter.NONE, Visibility.ALL, PageRequest.first(Order.NEWEST, PAGE)));
    all.put("clusters", () -> model.clusters(Filter.NONE, Visibility.ALL));
  }

  private static Page<Incident> page(ReadModel model, Filter filter, PageRequest request) {
    return model.incidents(filter, Visibility.ALL, request).content();
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
