package io.pulltriage.benchmarks;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
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
import java.util.Optional;
import java.util.Properties;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;
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
 * How the cost of a record and the state of a failure grow, in two ways: with the clusters that
 * fail for one reason, for every one of them pulls from one registry, which is down; and with what
 * fails in one cluster, each for a reason of its own. The whole topology in one thread, in memory,
 * once as for live clusters and once as for a recording. Prints a Markdown table of processor time
 * and state for each; times are relative to the smallest of the same kind.
 */
public final class OutbreakGrowth {

  private static final String UNAVAILABLE =
      "Failed to pull image \"%s\": failed to resolve reference: unexpected status from HEAD"
          + " request to https://one.example/v2/: 503 Service Unavailable";
  private static final String NOT_FOUND =
      "Failed to pull image \"%s\": failed to resolve reference: not found";

  /** Of this thread, which does all the work: others on the machine do not count. */
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private static final int ROUNDS = 12;
  private static final int WARM_UP = 8_000;

  /** What is kept for outbreaks. */
  private static final List<String> STORES =
      List.of(Stores.CONTRIBUTIONS, Stores.SCOPE_CONTRIBUTIONS, Stores.OUTBREAKS);

  private OutbreakGrowth() {}

  /** Measures the sizes given, or 10, 100 and 1,000. */
  public static void main(String[] arguments) {
    List<Integer> sizes =
        arguments.length == 0
            ? List.of(10, 100, 1000)
            : List.of(arguments).stream().map(Integer::valueOf).toList();
    measure(TimeMode.LIVE, Trouble.ofOneRegistry(10), WARM_UP / 20);
    measure(TimeMode.LIVE, Trouble.ofImages(10), WARM_UP / 20);
    table("clusters", sizes, Trouble::ofOneRegistry);
    table("images of one cluster", sizes, Trouble::ofImages);
  }

  private static void table(String what, List<Integer> sizes, IntFunction<Trouble> troubles) {
    System.out.printf(
        "| time | %s | records | opening, per record | after, per record | entries of each | bytes of each |%n",
        what);
    System.out.println("|---|---|---|---|---|---|---|");
    for (TimeMode time : TimeMode.values()) {
      Optional<Row> first = Optional.empty();
      for (int size : sizes) {
        // Small ones for longer, so that each is measured over thousands of records.
        Row row = measure(time, troubles.apply(size), Math.max(ROUNDS, WARM_UP / (2 * size)));
        Row smallest = first.orElse(row);
        first = Optional.of(smallest);
        System.out.printf(
            "| %s | %d | %d | %s | %s | %.2f | %.0f |%n",
            time.name().toLowerCase(Locale.ROOT),
            size,
            row.opening.records + row.after.records,
            row.opening.against(smallest.opening),
            row.after.against(smallest.after),
            (double) row.size.entries / size,
            (double) row.size.bytes / size);
      }
    }
  }

  private static Row measure(TimeMode time, Trouble trouble, int rounds) {
    String registry = "growth-" + System.nanoTime();
    PublicSerdes serdes = serdes(registry);
    try (TopologyTestDriver driver =
        new TopologyTestDriver(
            IncidentTopology.build(
                config(time), Knowledge.bundled(), serdes, new SimpleMeterRegistry()),
            settings())) {
      Topics topics = Topics.withDefaultPrefix();
      TestInputTopic<String, PodSnapshot> pods =
          driver.createInputTopic(
              topics.pods(), new StringSerializer(), serdes.podSnapshot().serializer());
      TestInputTopic<String, ClusterStatus> statuses =
          driver.createInputTopic(
              topics.clusters(), new StringSerializer(), serdes.clusterStatus().serializer());
      Span opening = span(0, rounds / 2, round -> play(pods, statuses, trouble, round));
      Span after = span(rounds / 2, rounds, round -> play(pods, statuses, trouble, round));
      return new Row(opening, after, size(driver));
    }
  }

  private static Span span(int from, int to, IntToLongFunction play) {
    long start = THREADS.getCurrentThreadCpuTime();
    long records = 0;
    for (int round = from; round < to; round++) {
      records += play.applyAsLong(round);
    }
    return new Span(records, (double) (THREADS.getCurrentThreadCpuTime() - start) / records);
  }

  /** Every failure is tried once more, and then every cluster tells of its time. */
  private static long play(
      TestInputTopic<String, PodSnapshot> pods,
      TestInputTopic<String, ClusterStatus> statuses,
      Trouble trouble,
      int round) {
    Instant now = Pods.LONG_AGO.plusSeconds(30L * round);
    for (int i = 0; i < trouble.clusters; i++) {
      String cluster = "cluster-" + i;
      for (int j = 0; j < trouble.images; j++) {
        PodSnapshot pod = pod(cluster, trouble, j, round).at(now).revision(round).build();
        pods.pipeInput(Keys.pod(cluster, pod.getUid()), pod, now);
      }
      statuses.pipeInput(cluster, status(cluster, now.plusSeconds(1)), now.plusSeconds(1));
    }
    return (long) trouble.clusters * (trouble.images + 1);
  }

  private static Pods pod(String cluster, Trouble trouble, int number, int round) {
    String image = "one.example/team/api-%d:1".formatted(number);
    return Pods.failing(cluster, "shop", "api-" + number)
        .image(image)
        .on("n" + number % 50)
        .waiting(
            "app",
            round % 2 == 0 ? "ErrImagePull" : "ImagePullBackOff",
            trouble.message.formatted(image));
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

  /** What fails, the same in each of so many clusters. */
  private record Trouble(int clusters, int images, String message) {

    static Trouble ofOneRegistry(int clusters) {
      return new Trouble(clusters, 1, UNAVAILABLE);
    }

    static Trouble ofImages(int images) {
      return new Trouble(1, images, NOT_FOUND);
    }
  }

  private record Row(Span opening, Span after, Size size) {}

  /** So many records of so many nanoseconds each. */
  private record Span(long records, double nanos) {

    String against(Span other) {
      return "%.2f (%.0f µs)".formatted(nanos / other.nanos, nanos / 1000);
    }
  }

  /** What the outbreak stage keeps, keys included. */
  private record Size(long entries, long bytes) {}
}
