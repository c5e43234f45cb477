package io.pulltriage.schemas.serdes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.pulltriage.schemas.ClusterStatus;
import io.pulltriage.schemas.Gap;
import io.pulltriage.schemas.NodeSnapshot;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.Workload;
import java.time.Instant;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublicSerdesTest {

  private static final String SCOPE = "public-serdes-test";
  private static final Map<String, String> CONFIG =
      Map.of(PublicSerdes.REGISTRY_URL, "mock://" + SCOPE);
  private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678Z");

  private final PublicSerdes serdes = new PublicSerdes(CONFIG);

  @AfterEach
  void forgetRegistry() {
    MockSchemaRegistry.dropScope(SCOPE);
  }

  @Test
  void shouldReadWhatItWrote() {
    try (Serde<PodSnapshot> serde = serdes.podSnapshot()) {
      PodSnapshot pod = pod();

      byte[] bytes = serde.serializer().serialize("pods", pod);

      assertThat(serde.deserializer().deserialize("pods", bytes)).isEqualTo(pod);
    }
  }

  @Test
  void shouldBeReadByAnyStockDeserializer() throws Exception {
    try (Serde<PodSnapshot> serde = serdes.podSnapshot();
        KafkaAvroDeserializer stock = new KafkaAvroDeserializer()) {
      stock.configure(CONFIG, false);

      byte[] bytes = serde.serializer().serialize("pulltriage.pods", pod());

      GenericRecord read = (GenericRecord) stock.deserialize("pulltriage.pods", bytes);
      assertThat(read.get("name")).hasToString("api-1");
      assertThat(read.get("observedAt")).isEqualTo(TIME.toEpochMilli());
      assertThat(bytes).startsWith(0, 0, 0, 0);
      assertThat(MockSchemaRegistry.getClientForScope(SCOPE).getAllSubjects())
          .containsExactly("pulltriage.pods-value");
    }
  }

  @Test
  void shouldKeepTombstones() {
    try (Serde<PodSnapshot> serde = serdes.podSnapshot()) {
      assertThat(serde.serializer().serialize("pods", null)).isNull();
      assertThat(serde.deserializer().deserialize("pods", null)).isNull();
    }
  }

  @Test
  void shouldRefuseAnotherRecord() {
    try (Serde<NodeSnapshot> nodes = serdes.nodeSnapshot();
        Serde<ClusterStatus> clusters = serdes.clusterStatus()) {
      NodeSnapshot node =
          NodeSnapshot.newBuilder().setCluster("lab").setName("n1").setObservedAt(TIME).build();
      byte[] bytes = nodes.serializer().serialize("nodes", node);
      Deserializer<ClusterStatus> reader = clusters.deserializer();

      assertThatThrownBy(() -> reader.deserialize("nodes", bytes))
          .isInstanceOf(SerializationException.class);
    }
  }

  @Test
  void shouldKeepNestedNulls() {
    try (Serde<ClusterStatus> serde = serdes.clusterStatus()) {
      ClusterStatus status =
          ClusterStatus.newBuilder()
              .setCluster("lab")
              .setConnected(true)
              .setSynced(false)
              .setSince(TIME)
              .setGap(new Gap(TIME, null))
              .setObservedAt(TIME)
              .build();

      ClusterStatus read =
          serde.deserializer().deserialize("c", serde.serializer().serialize("c", status));

      assertThat(read).isEqualTo(status);
      assertThat(read.getGap().orElseThrow().getTo()).isEmpty();
    }
  }

  @Test
  void shouldNameTheMissingSetting() {
    assertThatThrownBy(() -> new PublicSerdes(Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.registry.url");
  }

  @ParameterizedTest
  @CsvSource({
    "basic.auth.credentials.source, USER_INFO, basic.auth.user.info, user:password",
    "bearer.auth.credentials.source, STATIC_TOKEN, bearer.auth.token, token",
  })
  void shouldKnowHowRegistriesAuthenticate(
      String sourceSetting, String source, String secretSetting, String secret) {
    Map<String, String> config =
        Map.of(
            PublicSerdes.REGISTRY_URL,
            "http://127.0.0.1:1",
            sourceSetting,
            source,
            secretSetting,
            secret);

    try (Serde<PodSnapshot> serde = new PublicSerdes(config).podSnapshot()) {
      assertThat(serde.serializer()).isNotNull();
    }
  }

  private static PodSnapshot pod() {
    return PodSnapshot.newBuilder()
        .setCluster("lab")
        .setNamespace("shop")
        .setName("api-1")
        .setUid("u1")
        .setWorkload(new Workload("Deployment", "api"))
        .setCreatedAt(TIME)
        .setObservedAt(TIME)
        .build();
  }
}
