package io.pulltriage.schemas.serdes;

import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroDeserializerConfig;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import io.confluent.kafka.serializers.KafkaAvroSerializerConfig;
import io.pulltriage.schemas.AlertSilence;
import io.pulltriage.schemas.AlertState;
import io.pulltriage.schemas.ClusterStatus;
import io.pulltriage.schemas.ImageUsage;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.NodeSnapshot;
import io.pulltriage.schemas.Outbreak;
import io.pulltriage.schemas.PodEvent;
import io.pulltriage.schemas.PodSnapshot;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Serdes of the public topics' values: Confluent's wire format, made by Confluent's own classes,
 * with subjects named {@code <topic>-value}. A null value, which is a tombstone, stays null.
 *
 * <p>Each call gives a new serde with its own registry client, to be closed by whoever asked for
 * it. Both this class and the serdes may be used by several threads.
 */
public final class PublicSerdes {

  /** The setting without which there is no serde: the registry's address, or {@code mock://…}. */
  public static final String REGISTRY_URL = KafkaAvroSerializerConfig.SCHEMA_REGISTRY_URL_CONFIG;

  private final Map<String, Object> config;
  private final Optional<RegistryPatience> patience;

  /**
   * Takes the settings; nothing is connected before the first record.
   *
   * @param config settings of Confluent's serializers under their own names, at least {@link
   *     #REGISTRY_URL}; other settings are left alone
   * @throws ConfigException if the registry's address is missing
   */
  public PublicSerdes(Map<String, ?> config) {
    this(config, Duration.ZERO);
  }

  /**
   * The same with serdes that wait while the registry cannot be reached, and then throw a {@link
   * RegistryAwayException}.
   *
   * @param patience how long for each record
   */
  public PublicSerdes(Map<String, ?> config, Duration patience) {
    Object url = config.get(REGISTRY_URL);
    if (url == null || url.toString().isBlank()) {
      throw new ConfigException(REGISTRY_URL, url, "the schema registry's address is needed");
    }
    this.patience =
        patience.isZero()
            ? Optional.empty()
            : Optional.of(new RegistryPatience(url.toString(), patience));
    this.config = new HashMap<>(config);
    // Other languages have no use for the hint that our generated classes hold java.lang.String.
    this.config.putIfAbsent(KafkaAvroSerializerConfig.AVRO_REMOVE_JAVA_PROPS_CONFIG, true);
    this.config.put(KafkaAvroDeserializerConfig.SPECIFIC_AVRO_READER_CONFIG, true);
  }

  /** Values of {@link io.pulltriage.schemas.Topics#podEvents}. */
  public Serde<PodEvent> podEvent() {
    return serde(PodEvent.class);
  }

  /** Values of {@link io.pulltriage.schemas.Topics#pods}. */
  public Serde<PodSnapshot> podSnapshot() {
    return serde(PodSnapshot.class);
  }

  /** Values of {@link io.pulltriage.schemas.Topics#nodes}. */
  public Serde<NodeSnapshot> nodeSnapshot() {
    return serde(NodeSnapshot.class);
  }

  /** Values of {@link io.pulltriage.schemas.Topics#images}. */
  public Serde<ImageUsage> imageUsage() {
    return serde(ImageUsage.class);
  }

  /** Values of {@link io.pulltriage.schemas.Topics#clusters}. */
  public Serde<ClusterStatus> clusterStatus() {
    return serde(ClusterStatus.class);
  }

  /** Values of {@link io.pulltriage.schemas.Topics#incidents}. */
  public Serde<Incident> incident() {
    return serde(Incident.class);
  }

  /** Values of {@link io.pulltriage.schemas.Topics#outbreaks}. */
  public Serde<Outbreak> outbreak() {
    return serde(Outbreak.class);
  }

  /** Values of {@link io.pulltriage.schemas.Topics#alerts}. */
  public Serde<AlertState> alertState() {
    return serde(AlertState.class);
  }

  /** Values of {@link io.pulltriage.schemas.Topics#silences}. */
  public Serde<AlertSilence> alertSilence() {
    return serde(AlertSilence.class);
  }

  /** Writes values of any public topic: for a producer that serves several. */
  @SuppressWarnings("unchecked")
  public Serializer<SpecificRecord> anySerializer() {
    Serializer<SpecificRecord> any = (Serializer<SpecificRecord>) (Serializer<?>) serializer();
    return patience.map(wait -> wait.serializer(any)).orElse(any);
  }

  // A serializer of anything is one of T, and the value type makes the deserializer give only T.
  @SuppressWarnings("unchecked")
  private <T extends SpecificRecord> Serde<T> serde(Class<T> type) {
    Map<String, Object> readerConfig = new HashMap<>(config);
    readerConfig.put(KafkaAvroDeserializerConfig.SPECIFIC_AVRO_VALUE_TYPE_CONFIG, type);
    KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer();
    deserializer.configure(readerConfig, false);
    Serializer<T> writer = (Serializer<T>) (Serializer<?>) serializer();
    Deserializer<T> reader = (Deserializer<T>) (Deserializer<?>) deserializer;
    return patience
        .map(wait -> Serdes.serdeFrom(wait.serializer(writer), wait.deserializer(reader)))
        .orElseGet(() -> Serdes.serdeFrom(writer, reader));
  }

  private KafkaAvroSerializer serializer() {
    KafkaAvroSerializer serializer = new KafkaAvroSerializer();
    serializer.configure(config, false);
    return serializer;
  }
}
