package io.pulltriage.streams.testing;

import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import io.pulltriage.producer.publish.Publication;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.Outbreak;
import io.pulltriage.schemas.Topics;
import io.pulltriage.schemas.internal.IncidentState;
import io.pulltriage.schemas.serdes.PublicSerdes;
import io.pulltriage.streams.config.AnalyzerConfig;
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
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/** The whole topology in this thread, fed with what a producer publishes. Not thread-safe. */
public final class Pipeline implements AutoCloseable {

  private static final Knowledge KNOWLEDGE = Knowledge.bundled();

  private final String registry = UUID.randomUUID().toString();
  private final Path stateFolder;
  private final TopologyTestDriver driver;
  private final Map<Publication.Kind, TestInputTopic<String, SpecificRecord>> inputs =
      new EnumMap<>(Publication.Kind.class);
  private final TestOutputTopic<String, Incident> incidents;

  private Pipeline(AnalyzerConfig config) {
    try {
      stateFolder = Files.createTempDirectory("pipeline");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    PublicSerdes serdes = new PublicSerdes(Map.of(PublicSerdes.REGISTRY_URL, "mock://" + registry));
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "pipeline");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:9092");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, stateFolder.toString());
    driver = new TopologyTestDriver(IncidentTopology.build(config, KNOWLEDGE, serdes), properties);
    Topics topics = config.topics();
    input(Publication.Kind.POD, topics.pods(), serdes.podSnapshot());
    input(Publication.Kind.POD_EVENT, topics.podEvents(), serdes.podEvent());
    input(Publication.Kind.NODE, topics.nodes(), serdes.nodeSnapshot());
    input(Publication.Kind.IMAGE, topics.images(), serdes.imageUsage());
    input(Publication.Kind.CLUSTER, topics.clusters(), serdes.clusterStatus());
    incidents =
        driver.createOutputTopic(
            topics.incidents(), new StringDeserializer(), serdes.incident().deserializer());
  }

  /** A pipeline whose time is that of the records. */
  public static Pipeline recorded() {
    return of(TimeMode.RECORDED);
  }

  /** A pipeline whose time goes on in silence. */
  public static Pipeline live() {
    return of(TimeMode.LIVE);
  }

  private static Pipeline of(TimeMode mode) {
    AnalyzerConfig defaults = AnalyzerConfig.defaults(Topics.withDefaultPrefix(), 1);
    return new Pipeline(
        new AnalyzerConfig(
            defaults.topics(),
            1,
            mode,
            Storage.MEMORY,
            defaults.diagnosis(),
            defaults.incidents(),
            defaults.outbreaks()));
  }

  /** Takes one publication through all stages. */
  public void feed(Publication publication) {
    TestInputTopic<String, SpecificRecord> input = inputs.get(publication.kind());
    if (input == null) {
      throw new IllegalStateException("no topic for " + publication.kind());
    }
    input.pipeInput(publication.key(), publication.value(), publication.time());
  }

  /** Takes publications through all stages, in their order. */
  public void feed(List<Publication> publications) {
    publications.forEach(this::feed);
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

  /** How many entries a store has. */
  public int size(String store) {
    int size = 0;
    try (KeyValueIterator<String, Object> all =
        driver.<String, Object>getKeyValueStore(store).all()) {
      while (all.hasNext()) {
        all.next();
        size++;
      }
    }
    return size;
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

  // What is published under a kind is always of that kind's class.
  @SuppressWarnings("unchecked")
  private void input(Publication.Kind kind, String topic, Serde<? extends SpecificRecord> serde) {
    inputs.put(
        kind,
        driver.createInputTopic(
            topic, new StringSerializer(), ((Serde<SpecificRecord>) serde).serializer()));
  }
}
