package io.pulltriage.streams.testing;

import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import io.pulltriage.producer.publish.Publication;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.Outbreak;
import io.pulltriage.schemas.Topics;
import io.pulltriage.schemas.internal.CaseMessage;
import io.pulltriage.schemas.internal.ClusterMessage;
import io.pulltriage.schemas.internal.IncidentState;
import io.pulltriage.schemas.internal.TimeMarker;
import io.pulltriage.schemas.serdes.InternalSerdes;
import io.pulltriage.schemas.serdes.PublicSerdes;
import io.pulltriage.streams.config.AnalyzerConfig;
import io.pulltriage.streams.config.IncidentConfig;
import io.pulltriage.streams.config.OutbreakConfig;
import io.pulltriage.streams.config.Storage;
import io.pulltriage.streams.config.TimeMode;
import io.pulltriage.streams.topology.IncidentTopology;
import io.pulltriage.streams.topology.Knowledge;
import io.pulltriage.streams.topology.Stores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.BuiltInDslStoreSuppliers;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The whole topology in this thread, fed with what a producer publishes. Not thread-safe. */
public final class Pipeline implements AutoCloseable {

  private static final String APPLICATION = "pipeline";
  private static final Knowledge KNOWLEDGE = Knowledge.bundled();

  private final String registry = UUID.randomUUID().toString();
  private final Path stateFolder;
  private final TopologyTestDriver driver;
  private final Map<Publication.Kind, TestInputTopic<String, SpecificRecord>> inputs =
      new EnumMap<>(Publication.Kind.class);
  private final TestInputTopic<String, CaseMessage> findings;
  private final TestInputTopic<String, ClusterMessage> clusterFacts;
  private final TestOutputTopic<String, Incident> incidents;

  private Pipeline(AnalyzerConfig config) {
    stateFolder = stateFolder();
    PublicSerdes serdes = new PublicSerdes(Map.of(PublicSerdes.REGISTRY_URL, "mock://" + registry));
    driver = new TopologyTestDriver(IncidentTopology.build(config, KNOWLEDGE, serdes), settings());
    Topics topics = config.topics();
    input(Publication.Kind.POD, topics.pods(), serdes.podSnapshot());
    input(Publication.Kind.POD_EVENT, topics.podEvents(), serdes.podEvent());
    input(Publication.Kind.NODE, topics.nodes(), serdes.nodeSnapshot());
    input(Publication.Kind.IMAGE, topics.images(), serdes.imageUsage());
    input(Publication.Kind.CLUSTER, topics.clusters(), serdes.clusterStatus());
    findings = repartitioned("findings", CaseMessage.class);
    clusterFacts = repartitioned("cluster-facts", ClusterMessage.class);
    incidents =
        driver.createOutputTopic(
            topics.incidents(), new StringDeserializer(), serdes.incident().deserializer());
  }

  /** A pipeline whose time is that of the records. */
  public static Pipeline recorded() {
    return recorded(IncidentConfig.defaults());
  }

  /** The same, whose incidents live as told. */
  public static Pipeline recorded(IncidentConfig incidents) {
    return of(TimeMode.RECORDED, 1, incidents, OutbreakConfig.defaults());
  }

  /**
   * The same, as one of several partitions; of the others only {@link #feed(TimeMarker)} and {@link
   * #feedOutbreaks} tell.
   */
  public static Pipeline partitionOf(int partitions) {
    return of(TimeMode.RECORDED, partitions, IncidentConfig.defaults(), OutbreakConfig.defaults());
  }

  /** A pipeline whose time goes on in silence. */
  public static Pipeline live() {
    return live(OutbreakConfig.defaults());
  }

  /** The same, whose outbreaks are found as told. */
  public static Pipeline live(OutbreakConfig outbreaks) {
    return of(TimeMode.LIVE, 1, IncidentConfig.defaults(), outbreaks);
  }

  private static Pipeline of(
      TimeMode mode, int partitions, IncidentConfig incidents, OutbreakConfig outbreaks) {
    AnalyzerConfig defaults = AnalyzerConfig.defaults(Topics.withDefaultPrefix(), partitions);
    return new Pipeline(
        new AnalyzerConfig(
            defaults.topics(),
            partitions,
            mode,
            Storage.MEMORY,
            defaults.diagnosis(),
            incidents,
            outbreaks));
  }

  /** Takes one publication through all stages. */
  public void feed(Publication publication) {
    TestInputTopic<String, SpecificRecord> input = inputs.get(publication.kind());
    if (input == null) {
      throw new IllegalStateException("no topic for " + publication.kind());
    }
    input.pipeInput(publication.key(), publication.value(), publication.time());
  }

  /** The metrics of a name, by the value of a tag of theirs. */
  public Map<String, Double> metrics(String name, String tag) {
    Map<String, Double> values = new TreeMap<>();
    driver
        .metrics()
        .forEach(
            (metric, value) -> {
              if (metric.name().equals(name)) {
                values.put(metric.tags().get(tag), (Double) value.metricValue());
              }
            });
    return values;
  }

  /** Takes publications through all stages, in their order. */
  public void feed(List<Publication> publications) {
    publications.forEach(this::feed);
  }

  /** Takes publications through all stages, in their order. */
  public void feed(Publication... publications) {
    feed(List.of(publications));
  }

  /** Tells the incidents that another partition of the cases has come so far. */
  public void feed(TimeMarker marker) {
    findings.pipeInput(marker.getCluster(), new CaseMessage(marker), marker.getTime());
  }

  /** Tells the outbreak stage that another partition of the incidents has come so far. */
  public void feedOutbreaks(TimeMarker marker) {
    clusterFacts.pipeInput(marker.getCluster(), new ClusterMessage(marker), marker.getTime());
  }

  /** Lets this machine's clock go on. */
  public void pass(Duration time) {
    driver.advanceWallClockTime(time);
  }

  /** What was written to the incidents topic since the last call; null values are tombstones. */
  public List<KeyValue<String, @Nullable Incident>> written() {
    return incidents.readKeyValuesToList();
  }

  /** The incidents that are kept, by id. */
  public SortedMap<String, Incident> incidents() {
    SortedMap<String, Incident> kept = new TreeMap<>();
    try (KeyValueIterator<String, IncidentState> all =
        driver.<String, IncidentState>getKeyValueStore(Stores.INCIDENTS).all()) {
      while (all.hasNext()) {
        KeyValue<String, IncidentState> next = all.next();
        kept.put(next.key, next.value.getIncident());
      }
    }
    return kept;
  }

  /** The outbreaks that are kept, by id. */
  public SortedMap<String, Outbreak> outbreaks() {
    SortedMap<String, Outbreak> kept = new TreeMap<>();
    try (KeyValueIterator<String, Outbreak> all =
        driver.<String, Outbreak>getKeyValueStore(Stores.OUTBREAKS).all()) {
      all.forEachRemaining(next -> kept.put(next.value.getId(), next.value));
    }
    return kept;
  }

  /** The only incident that is kept. */
  public Incident incident() {
    SortedMap<String, Incident> kept = incidents();
    if (kept.size() != 1) {
      throw new AssertionError("not one incident but " + kept.keySet());
    }
    return kept.values().iterator().next();
  }

  /** How many entries the stores have that are not empty. */
  public SortedMap<String, Long> entries() {
    SortedMap<String, Long> entries = new TreeMap<>();
    driver
        .getAllStateStores()
        .forEach(
            (name, store) -> {
              long size = ((KeyValueStore<?, ?>) store).approximateNumEntries();
              if (size > 0) {
                entries.put(name, size);
              }
            });
    return entries;
  }

  @Override
  public void close() {
    driver.close();
    MockSchemaRegistry.dropScope(registry);
    try (Stream<Path> files = Files.walk(stateFolder)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Properties settings() {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION);
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:9092");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, stateFolder.toString());
    properties.put(
        StreamsConfig.DSL_STORE_SUPPLIERS_CLASS_CONFIG,
        BuiltInDslStoreSuppliers.InMemoryDslStoreSuppliers.class);
    return properties;
  }

  private <V extends SpecificRecord> TestInputTopic<String, V> repartitioned(
      String name, Class<V> values) {
    return driver.createInputTopic(
        APPLICATION + '-' + name + "-repartition",
        new StringSerializer(),
        InternalSerdes.of(values).serializer());
  }

  private static Path stateFolder() {
    try {
      return Files.createTempDirectory("pipeline");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // What is published under a kind is always of that kind's class.
  @SuppressWarnings("unchecked")
  private void input(Publication.Kind kind, String topic, Serde<? extends SpecificRecord> serde) {
    inputs.put(
        kind,
        driver.createInputTopic(
            topic, new StringSerializer(), ((Serde<SpecificRecord>) serde).serializer()));
  }
}
