package io.pulltriage.streams.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pulltriage.producer.publish.Publication;
import io.pulltriage.producer.publish.Watermarks;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.Outbreak;
import io.pulltriage.schemas.Topics;
import io.pulltriage.schemas.serdes.PublicSerdes;
import io.pulltriage.streams.config.AnalyzerConfig;
import io.pulltriage.streams.config.IncidentConfig;
import io.pulltriage.streams.config.OutbreakConfig;
import io.pulltriage.streams.config.Storage;
import io.pulltriage.streams.config.TimeMode;
import io.pulltriage.streams.topology.IncidentTopology;
import io.pulltriage.streams.topology.Knowledge;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.BuiltInDslStoreSuppliers;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.WrappedStateStore;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The whole topology in this thread, fed with what a producer publishes. Not thread-safe. */
public final class Pipeline implements AutoCloseable {

  private static final String APPLICATION = "pipeline";
  private static final Knowledge KNOWLEDGE = Knowledge.bundled();
  private static final Topics TOPICS = Topics.withDefaultPrefix();

  private final String registry = UUID.randomUUID().toString();
  private final Path stateFolder;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final TopologyTestDriver driver;
  private final Map<Publication.Kind, TestInputTopic<String, SpecificRecord>> inputs =
      new EnumMap<>(Publication.Kind.class);
  private final TestOutputTopic<String, Incident> incidents;
  private final TestOutputTopic<String, Outbreak> outbreaks;
  private final List<KeyValue<String, @Nullable Incident>> written = new ArrayList<>();
  private final SortedMap<String, Incident> latestIncidents = new TreeMap<>();
  private final SortedMap<String, Outbreak> latestOutbreaks = new TreeMap<>();

  private Pipeline(AnalyzerConfig config) {
    stateFolder = stateFolder();
    PublicSerdes serdes = new PublicSerdes(Map.of(PublicSerdes.REGISTRY_URL, "mock://" + registry));
    driver =
        new TopologyTestDriver(
            IncidentTopology.build(config, KNOWLEDGE, serdes, meters), settings());
    Topics topics = config.topics();
    input(Publication.Kind.POD, topics.pods(), serdes.podSnapshot());
    input(Publication.Kind.POD_EVENT, topics.podEvents(), serdes.podEvent());
    input(Publication.Kind.NODE, topics.nodes(), serdes.nodeSnapshot());
    input(Publication.Kind.IMAGE, topics.images(), serdes.imageUsage());
    input(Publication.Kind.CLUSTER, topics.clusters(), serdes.clusterStatus());
    incidents =
        driver.createOutputTopic(
            topics.incidents(), new StringDeserializer(), serdes.incident().deserializer());
    outbreaks =
        driver.createOutputTopic(
            topics.outbreaks(), new StringDeserializer(), serdes.outbreak().deserializer());
  }

  /** A pipeline whose time is that of the records. */
  public static Pipeline recorded() {
    return recorded(IncidentConfig.defaults());
  }

  /** The same, whose incidents live as told. */
  public static Pipeline recorded(IncidentConfig incidents) {
    return of(1, TimeMode.RECORDED, incidents, OutbreakConfig.defaults());
  }

  /** A pipeline whose time goes on in silence. */
  public static Pipeline live() {
    return live(OutbreakConfig.defaults());
  }

  /** The same, whose outbreaks are found as told. */
  public static Pipeline live(OutbreakConfig outbreaks) {
    return of(1, TimeMode.LIVE, IncidentConfig.defaults(), outbreaks);
  }

  /** The first of so many partitions, in recorded time. */
  public static Pipeline firstOf(int partitions) {
    return of(partitions, TimeMode.RECORDED, IncidentConfig.defaults(), OutbreakConfig.defaults());
  }

  private static Pipeline of(
      int partitions, TimeMode mode, IncidentConfig incidents, OutbreakConfig outbreaks) {
    AnalyzerConfig defaults = AnalyzerConfig.defaults(TOPICS, partitions);
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
    feed(publication, new RecordHeaders());
  }

  private void feed(Publication publication, Headers headers) {
    TestInputTopic<String, SpecificRecord> input = inputs.get(publication.kind());
    if (input == null) {
      throw new IllegalStateException("no topic for " + publication.kind());
    }
    input.pipeInput(
        new TestRecord<>(publication.key(), publication.value(), headers, publication.time()));
  }

  /**
   * Takes publications through all stages in some order.
   *
   * @param inOrder what a producer published, in its order
   * @param delivered the same publications as they come
   */
  public void feed(List<Publication> inOrder, List<Publication> delivered) {
    Watermarks watermarks = new Watermarks();
    IdentityHashMap<Publication, Headers> headers = new IdentityHashMap<>();
    for (Publication publication : inOrder) {
      headers.put(publication, watermarks.record(publication, TOPICS).headers());
      watermarks.delivered(publication);
    }
    delivered.forEach(
        publication -> feed(publication, headers.getOrDefault(publication, new RecordHeaders())));
  }

  /** The counters of a name that have counted, by the values of their tags. */
  public SortedMap<String, Double> counters(String name) {
    SortedMap<String, Double> values = new TreeMap<>();
    for (Counter counter : meters.find(name).counters()) {
      if (counter.count() > 0) {
        values.put(
            counter.getId().getTags().stream().map(Tag::getValue).collect(joining(" ")),
            counter.count());
      }
    }
    return values;
  }

  /** Damages what a store has under a key, below all that reads it. */
  public void damage(String store, String key) {
    bytes(store).put(bytes(key.getBytes(UTF_8)), new byte[] {1, 2});
  }

  /** How many bytes a store has under a key. */
  public int bytes(String store, String key) {
    return bytes(store).get(bytes(key.getBytes(UTF_8))).length;
  }

  private static Bytes bytes(byte[] key) {
    return Bytes.wrap(key);
  }

  @SuppressWarnings("unchecked") // A store of texts keeps bytes.
  private KeyValueStore<Bytes, byte[]> bytes(String store) {
    StateStore bytes = driver.getKeyValueStore(store);
    while (bytes instanceof WrappedStateStore<?, ?, ?> wrapping
        && !bytes.getClass().getSimpleName().startsWith("Caching")) {
      bytes = wrapping.wrapped();
    }
    return (KeyValueStore<Bytes, byte[]>) bytes;
  }

  /** All keys of some stores. */
  public List<String> keys(String... stores) {
    List<String> keys = new ArrayList<>();
    for (String store : stores) {
      try (var all = driver.getKeyValueStore(store).all()) {
        all.forEachRemaining(next -> keys.add((String) next.key));
      }
    }
    return keys;
  }

  /** Takes publications through all stages, in their order. */
  public void feed(List<Publication> publications) {
    publications.forEach(this::feed);
  }

  /** Takes publications through all stages, in their order. */
  public void feed(Publication... publications) {
    feed(List.of(publications));
  }

  /** Lets this machine's clock go on. */
  public void pass(Duration time) {
    driver.advanceWallClockTime(time);
  }

  /** What was written to the incidents topic since the last call; null values are tombstones. */
  public List<KeyValue<String, @Nullable Incident>> written() {
    read();
    List<KeyValue<String, @Nullable Incident>> news = List.copyOf(written);
    written.clear();
    return news;
  }

  /** The incidents as published last, by id. */
  public SortedMap<String, Incident> incidents() {
    read();
    return new TreeMap<>(latestIncidents);
  }

  /** The outbreaks as published last, by id. */
  public SortedMap<String, Outbreak> outbreaks() {
    read();
    return new TreeMap<>(latestOutbreaks);
  }

  private void read() {
    List<KeyValue<String, @Nullable Incident>> news = incidents.readKeyValuesToList();
    written.addAll(news);
    news.forEach(next -> keep(latestIncidents, next));
    outbreaks.readKeyValuesToList().forEach(next -> keep(latestOutbreaks, next));
  }

  private static <V> void keep(Map<String, V> latest, KeyValue<String, @Nullable V> next) {
    if (next.value == null) {
      latest.remove(next.key);
    } else {
      latest.put(next.key, next.value);
    }
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
