package io.pulltriage.standalone.registry;

import static io.pulltriage.standalone.registry.Installation.subject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.PublicSchemas;
import io.pulltriage.schemas.Records;
import io.pulltriage.schemas.serdes.PublicSerdes;
import io.pulltriage.standalone.cli.Outcome;
import io.pulltriage.testkit.KafkaFixture;
import io.pulltriage.testkit.Pods;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Schemas in a real registry: registered, evolved, kept. Each test has topics of its own. */
@EnabledIf(value = ApicurioRegistry.IS_THERE, disabledReason = ApicurioRegistry.MISSING)
@SuppressWarnings("NullAway.Init") // Set before all tests.
class RegistryIT {

  private static final PodSnapshot POD =
      Pods.failing("lab-a", "shop", "api").waiting("app", "ErrImagePull", "denied").build();

  @TempDir private static Path folder;
  @AutoClose private static ApicurioRegistry registry;
  @AutoClose private static KafkaFixture kafka;

  private final Installation installation;
  private final String pods;

  RegistryIT(TestInfo test) {
    installation =
        new Installation(
            test.getTestMethod().orElseThrow().getName(),
            kafka.bootstrapServers(),
            registry.url(),
            folder);
    pods = installation.topics().pods();
  }

  @BeforeAll
  static void start() throws Exception {
    registry = ApicurioRegistry.start(folder);
    kafka = KafkaFixture.start();
  }

  @Test
  void shouldRegisterEverySchemaAndItsRule() throws Exception {
    // When
    Outcome before = installation.run("topics", "plan");
    Outcome applied = installation.run("topics", "apply", "--partitions", "1");

    // Then
    assertThat(before.status()).isEqualTo(3);
    assertThat(applied.status()).as(applied.err()).isZero();
    Outcome after = installation.run("topics", "plan");
    assertThat(after.status()).as(after.out() + after.err()).isZero();
    try (SchemaRegistryClient client = installation.client()) {
      for (Map.Entry<String, Schema> schema :
          PublicSchemas.byTopic(installation.topics()).entrySet()) {
        String subject = subject(schema.getKey());
        assertThat(client.getCompatibility(subject)).as(subject).isEqualTo("FULL_TRANSITIVE");
        assertThat(client.getVersion(subject, new AvroSchema(schema.getValue())))
            .as(subject)
            .isEqualTo(1);
      }
    }
  }

  @Test
  void shouldRegisterASchemaWithTheFirstRecord() throws Exception {
    // When
    byte[] bytes = write(POD);

    // Then
    assertThat(Records.equal(read(bytes), POD)).isTrue();
    try (SchemaRegistryClient client = installation.client()) {
      assertThat(client.getAllVersions(subject(pods))).containsExactly(1);
      assertThat(client.getLatestSchemaMetadata(subject(pods)).getSchema())
          .as("nothing that only Java knows")
          .doesNotContain("avro.java.string");
    }
  }

  @Test
  void shouldAcceptOnlyVersionsThatEverybodyCanRead() throws Exception {
    // Given
    installation.run("topics", "apply", "--partitions", "1");
    byte[] old = write(POD);
    Schema newer = podsWith("{\"name\":\"hue\",\"type\":\"string\",\"default\":\"grey\"}");
    Schema broken = podsWith("{\"name\":\"tone\",\"type\":\"string\"}");

    // When
    GenericRecord pod = stock().deserialize(pods, old);
    byte[] fresh = writeAs(newer, pod);

    // Then
    assertThat(Records.equal(read(old), POD)).isTrue();
    assertThat(Records.equal(read(fresh), POD)).as("read by the program that is older").isTrue();
    assertThat(stock().deserialize(pods, fresh)).hasToString(pod(newer, pod).toString());
    Outcome plan = installation.run("topics", "plan");
    assertThat(plan.status()).as("an older version still starts: " + plan.out()).isZero();
    try (SchemaRegistryClient client = installation.client()) {
      assertThatThrownBy(() -> client.register(subject(pods), new AvroSchema(broken)))
          .isInstanceOf(RestClientException.class)
          .hasFieldOrPropertyWithValue("status", 409);
      assertThat(client.getAllVersions(subject(pods))).containsExactly(1, 2);
    }
  }

  @Test
  void shouldKnowItsSchemasAfterItWasRestarted() throws Exception {
    // Given
    installation.run("topics", "apply", "--partitions", "1");
    byte[] old = write(POD);

    // When
    registry.stop();
    registry.start();

    // Then
    assertThat(Records.equal(read(old), POD)).isTrue();
    assertThat(write(POD)).as("under the same id").isEqualTo(old);
    Outcome plan = installation.run("topics", "plan");
    assertThat(plan.status()).as(plan.out() + plan.err()).isZero();
  }

  /** By the product's own serializer, which has asked the registry for nothing yet. */
  private byte[] write(PodSnapshot pod) {
    try (Serde<PodSnapshot> serde = installation.serdes().podSnapshot()) {
      return serde.serializer().serialize(pods, pod);
    }
  }

  private PodSnapshot read(byte[] bytes) {
    try (Serde<PodSnapshot> serde = installation.serdes().podSnapshot()) {
      return serde.deserializer().deserialize(pods, bytes);
    }
  }

  private byte[] writeAs(Schema schema, GenericRecord pod) {
    try (KafkaAvroSerializer serializer = new KafkaAvroSerializer()) {
      serializer.configure(settings(), false);
      return serializer.serialize(pods, pod(schema, pod));
    }
  }

  /** The same pod by another schema, with its defaults. */
  private static GenericRecord pod(Schema schema, GenericRecord pod) {
    GenericRecord made = new GenericData.Record(schema);
    for (Schema.Field field : schema.getFields()) {
      made.put(
          field.name(),
          pod.hasField(field.name())
              ? pod.get(field.name())
              : GenericData.get().getDefaultValue(field));
    }
    return made;
  }

  private Deserializer<GenericRecord> stock() {
    return StockConsumer.deserializer(registry.url());
  }

  private Map<String, String> settings() {
    return Map.of(PublicSerdes.REGISTRY_URL, registry.url());
  }

  private Schema podsWith(String field) {
    Schema schema = PublicSchemas.byTopic(installation.topics()).get(pods);
    String text = Objects.requireNonNull(schema).toString();
    return new Schema.Parser()
        .parse(text.replaceFirst("\"fields\":\\[", "\"fields\":[" + field + ","));
  }
}
