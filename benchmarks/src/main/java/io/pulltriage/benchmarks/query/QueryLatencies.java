package io.pulltriage.benchmarks.query;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.ClusterStatus;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.Outbreak;
import io.pulltriage.schemas.TopicSpecs;
import io.pulltriage.schemas.Topics;
import io.pulltriage.schemas.internal.CaseMessage;
import io.pulltriage.schemas.internal.PodFinding;
import io.pulltriage.schemas.serdes.InternalSerdes;
import io.pulltriage.streams.config.AnalyzerConfig;
import io.pulltriage.streams.config.Storage;
import io.pulltriage.streams.config.TimeMode;
import io.pulltriage.streams.query.Answer;
import io.pulltriage.streams.query.IncidentFilter;
import io.pulltriage.streams.query.IncidentQueries;
import io.pulltriage.streams.query.Order;
import io.pulltriage.streams.query.OutbreakFilter;
import io.pulltriage.streams.query.Page;
import io.pulltriage.streams.query.PageRequest;
import io.pulltriage.streams.query.Summary;
import io.pulltriage.streams.query.Visibility;
import io.pulltriage.streams.query.Visibility.Grant;
import io.pulltriage.testkit.KafkaFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Two instances with their state on disk, 100,000 open incidents between them: how long each query
 * takes, over both of them unless it says otherwise. Prints a table; takes some minutes.
 */
public final class QueryLatencies {

  private static final String APPLICATION = "query-latencies";
  private static final int PARTITIONS = 8;
  private static final int WARM_UP = 200;
  private static final int TIMES = 500;
  private static final int PAGE = 100;

  private final int count;
  private final KafkaFixture kafka;
  private final Topics topics = new Topics("latencies.");

  private QueryLatencies(KafkaFixture kafka, int count) {
    this.kafka = kafka;
    this.count = count;
  }

  /** Measures with as many incidents as the first argument says, 100,000 without one. */
  public static void main(String[] arguments) throws Exception {
    int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
    try (KafkaFixture kafka = KafkaFixture.start()) {
      new QueryLatencies(kafka, count).run();
    }
  }

  private void run() throws Exception {
    kafka.createTopics(new TopicSpecs(topics, PARTITIONS, 1).withoutTimeLimits().all());
    try (ServingInstance one = instance();
        ServingInstance other = instance()) {
      one.awaitRunning();
      other.awaitRunning();
      fill(one.incidents());
      Map<String, Runnable> queries = new LinkedHashMap<>();
      addLists(queries, one.incidents());
      addFilters(queries, one.incidents());
      addOthers(queries, one.incidents(), other.incidents());
      queries.forEach(QueryLatencies::measure);
    }
  }

  private ServingInstance instance() throws Exception {
    Path folder = Files.createTempDirectory("query-latencies");
    AnalyzerConfig defaults = AnalyzerConfig.defaults(topics, PARTITIONS);
    AnalyzerConfig config =
        new AnalyzerConfig(
            topics,
            PARTITIONS,
            TimeMode.RECORDED,
            Storage.DISK,
            defaults.diagnosis(),
            defaults.incidents(),
            defaults.outbreaks());
    return new ServingInstance(
        config,
        kafka.clientConfig(),
        Map.of(
            StreamsConfig.APPLICATION_ID_CONFIG,
            APPLICATION,
            StreamsConfig.STATE_DIR_CONFIG,
            folder.toString()));
  }

  private void fill(IncidentQueries queries) throws InterruptedException {
    long start = System.nanoTime();
    try (KafkaProducer<String, CaseMessage> producer =
        kafka.producer(InternalSerdes.of(CaseMessage.class).serializer())) {
      for (int i = 0; i < count; i++) {
        PodFinding finding = ManyFindings.finding(i, count);
        var unused =
            producer.send(
                new ProducerRecord<>(
                    APPLICATION + "-findings-repartition",
                    null,
                    finding.getSince().toEpochMilli(),
                    ManyFindings.id(finding),
                    new CaseMessage(finding)));
      }
      producer.flush();
    }
    awaitOpen(queries);
    tellTimes();
    while (outbreaks(queries).content().items().isEmpty()) {
      Thread.sleep(1_000);
    }
    System.out.printf(
        "%,d incidents opened in %,d s%n", count, (System.nanoTime() - start) / 1_000_000_000);
  }

  private void awaitOpen(IncidentQueries queries) throws InterruptedException {
    while (true) {
      Answer<Summary> summary = queries.summary(Visibility.ALL);
      if (summary.isComplete() && summary.content().open() == count) {
        return;
      }
      Thread.sleep(1_000);
    }
  }

  private void tellTimes() {
    Instant end = ManyFindings.BEGIN.plus(ManyFindings.LENGTH);
    List<ProducerRecord<String, ClusterStatus>> statuses = new ArrayList<>();
    for (int i = 0; i < ManyFindings.CLUSTERS; i++) {
      ClusterStatus status =
          ClusterStatus.newBuilder()
              .setCluster(ManyFindings.cluster(i))
              .setConnected(true)
              .setSynced(true)
              .setSince(ManyFindings.BEGIN)
              .setObservedAt(end)
              .build();
      statuses.add(
          new ProducerRecord<>(
              topics.clusters(), null, end.toEpochMilli(), status.getCluster(), status));
    }
    kafka.send(kafka.serdes().clusterStatus(), statuses);
  }

  private static void addLists(Map<String, Runnable> all, IncidentQueries queries) {
    PageRequest first = PageRequest.first(Order.NEWEST, PAGE);
    PageRequest deep = PageRequest.first(Order.NEWEST, PageRequest.MOST);
    for (int i = 0; i < 50; i++) {
      deep = deep.after(page(queries, IncidentFilter.NONE, deep).next().orElseThrow());
    }
    PageRequest middle = new PageRequest(Order.NEWEST, deep.after(), PAGE);
    all.put("list, newest first, page 1", () -> page(queries, IncidentFilter.NONE, first));
    all.put("list, page 501", () -> page(queries, IncidentFilter.NONE, middle));
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
    all.put("outbreaks", () -> outbreaks(one));
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

  private static Answer<Page<Outbreak>> outbreaks(IncidentQueries queries) {
    return queries.outbreaks(
        OutbreakFilter.NONE, Visibility.ALL, PageRequest.first(Order.NEWEST, PAGE));
  }

  private static void measure(String name, Runnable query) {
    for (int i = 0; i < WARM_UP; i++) {
      query.run();
    }
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < TIMES; i++) {
      long start = System.nanoTime();
      query.run();
      times.add(System.nanoTime() - start);
    }
    times.sort(null);
    System.out.printf(
        "| %-42s | %8.1f | %8.1f |%n",
        name, times.get(TIMES / 2) / 1e6, times.get(TIMES * 99 / 100) / 1e6);
  }
}
