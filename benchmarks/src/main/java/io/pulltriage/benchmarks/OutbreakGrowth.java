package io.pulltriage.benchmarks;

import io.pulltriage.schemas.ClusterStatus;
import io.pulltriage.schemas.Keys;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.Topics;
import io.pulltriage.schemas.serdes.InternalSerdes;
import io.pulltriage.schemas.serdes.PublicSerdes;
import io.pulltriage.streams.config.AnalyzerConfig;
import io.pulltriage.streams.config.Storage;
import io.pulltriage.streams.config.TimeMode;
import io.pulltriage.streams.topology.IncidentTopology;
import io.pulltriage.streams.topology.Knowledge;
import io.pulltriage.streams.topology.Stores;
import io.pulltriage.testkit.Pods;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.BuiltInDslStoreSuppliers;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * How the cost of a record and the state of a cluster grow with the clusters that fail for one
 * reason: every one of them pulls from one registry, which is down. The whole topology in one
 * thread, in memory, once as for live clusters and once as for a recording. Prints a Markdown table
 * of processor time and state; times are relative to the smallest fleet of the same kind.
 */
public final class OutbreakGrowth {

  private static final String FAILURE =
      "Failed to pull image \"one.example/team/api:1\": failed to resolve reference: unexpected"
          + " status from HEAD request to https://one.example/v2/: 503 Service Unavailable";

  /** Of this thread, which does all the work: others on the machine do not count. */
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private static final int ROUNDS = 12;
  private static final int WARM_UP = 8_000;

  /** What the outbreak stage keeps. */
  private static final List<String> STORES =
      List.of(
          Stores.OUTBREAK_INCIDENTS,
          Stores.CLUSTER_SHARES,
          Stores.MEMBERS,
          Stores.VERDICTS,
          Stores.VERDICTS_TOLD,
          Stores.SCOPE_SHARES,
          Stores.CHANGED_SCOPES,
          Stores.OUTBREAK_CLOCKS,
          Stores.OUTBREAKS);

  private OutbreakGrowth() {}

  /** Measures fleets of the sizes given, or of 10, 100 and 1,000 clusters. */
  public static void main(String[] arguments) {
    List<Integer> sizes =
        arguments.length == 0
            ? List.of(10, 100, 1000)
            : List.of(arguments).stream().map(Integer::valueOf).toList();
    measure(TimeMode.LIVE, 10, WARM_UP / 20);
    System.out.println(
        "| time | clusters | records | time per record | entries per cluster | bytes per cluster"
            + " |");
    System.out.println("|---|---|---|---|---|---|");
    for (TimeMode time : TimeMode.values()) {
      double first = 0;
      for (int clusters : sizes) {
        // Small fleets for longer, so that each is measured over thousands of records.
        Row row = measure(time, clusters, Math.max(ROUNDS, WARM_UP / (2 * clusters)));
        first = first == 0 ? row.nanos : first;
        System.out.printf(
            "| %s | %d | %d | %.2f (%.0f µs) | %.2f | %.0f |%n",
            time.name().toLowerCase(Locale.ROOT),
            clusters,
            row.records,
            row.nanos / first,
            row.nanos / 1000,
            (double) row.size.entries / clusters,
            (double) row.size.bytes / clusters);
      }
    }
  }

  private static Row measure(TimeMode time, int clusters, int rounds) {
    String registry = "growth-" + clusters + '-' + System.nanoTime();
    PublicSerdes serdes = serdes(registry);
    try (TopologyTestDriver driver =
        new TopologyTestDriver(
            IncidentTopology.build(config(time), Knowledge.bundled(), serdes), settings())) {
      Topics topics = Topics.withDefaultPrefix();
      TestInputTopic<String, PodSnapshot> pods =
          driver.createInputTopic(
              topics.pods(), new StringSerializer(), serdes.podSnapshot().serializer());
      TestInputTopic<String, ClusterStatus> statuses =
          driver.createInputTopic(
              topics.clusters(), new StringSerializer(), serdes.clusterStatus().serializer());
      long records = 0;
      long start = 0;
      for (int round = 0; round < rounds; round++) {
        // The first half opens the outbreak.
        if (round == rounds / 2) {
          start = THREADS.getCurrentThreadCpuTime();
          records = 0;
        }
        records += play(pods, statuses, clusters, round);
      }
      double nanos = (double) (THREADS.getCurrentThreadCpuTime() - start) / records;
      return new Row(records, nanos, size(driver));
    }
  }

  /** Every cluster tells of one more retry, and of its time. */
  private static long play(
      TestInputTopic<String, PodSnapshot> pods,
      TestInputTopic<String, ClusterStatus> statuses,
      int clusters,
      int round) {
    Instant now = Pods.LONG_AGO.plusSeconds(30L * round);
    for (int i = 0; i < clusters; i++) {
      String cluster = "cluster-" + i;
      PodSnapshot pod =
          Pods.failing(cluster, "shop", "api")
              .image("one.example/team/api:1")
              .on("n1")
              .waiting("app", round % 2 == 0 ? "ErrImagePull" : "ImagePullBackOff", FAILURE)
              .at(now)
              .revision(round)
              .build();
      pods.pipeInput(Keys.pod(cluster, pod.getUid()), pod, now);
      statuses.pipeInput(cluster, status(cluster, now.plusSeconds(1)), now.plusSeconds(1));
    }
    return 2L * clusters;
  }

  private static ClusterStatus status(String cluster, Instant now) {
    return ClusterStatus.newBuilder()
        .setCluster(cluster)
        .setConnected(true)
        .setSynced(true)
        .setSince(Instant.EPOCH)
        .setObservedAt(now)
        .build();
  }

  private static Size size(TopologyTestDriver driver) {
    long entries = 0;
    long bytes = 0;
    for (String store : STORES) {
      KeyValueStore<String, Object> kept = driver.getKeyValueStore(store);
      try (KeyValueIterator<String, Object> all = kept.all()) {
        while (all.hasNext()) {
          KeyValue<String, Object> next = all.next();
          entries++;
          bytes += next.key.length() + bytes(next.value);
        }
      }
    }
    return new Size(entries, bytes);
  }

  private static long bytes(Object value) {
    if (value instanceof SpecificRecord stored) {
      return bytes(stored);
    }
    return value.toString().length();
  }

  // What a store keeps is serialized by its own class.
  @SuppressWarnings("unchecked")
  private static <T extends SpecificRecord> long bytes(T stored) {
    Serde<T> serde = InternalSerdes.of((Class<T>) stored.getClass());
    return serde.serializer().serialize("size", stored).length;
  }

  private static AnalyzerConfig config(TimeMode time) {
    AnalyzerConfig defaults = AnalyzerConfig.defaults(Topics.withDefaultPrefix(), 1);
    return new AnalyzerConfig(
        defaults.topics(),
        defaults.partitions(),
        time,
        Storage.MEMORY,
        defaults.diagnosis(),
        defaults.incidents(),
        defaults.outbreaks());
  }

  private static PublicSerdes serdes(String registry) {
    return new PublicSerdes(Map.of(PublicSerdes.REGISTRY_URL, "mock://" + registry));
  }

  private static Properties settings() {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "growth");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:9092");
    properties.put(
        StreamsConfig.DSL_STORE_SUPPLIERS_CLASS_CONFIG,
        BuiltInDslStoreSuppliers.InMemoryDslStoreSuppliers.class);
    return properties;
  }

  private record Row(long records, double nanos, Size size) {}

  /** What the outbreak stage keeps, keys included. */
  private record Size(long entries, long bytes) {}
}
