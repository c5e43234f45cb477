package io.pulltriage.streams.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.testkit.KafkaFixture;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With two sub-topologies that send records round and round until they are used up. */
class CatchUpIT {

  private static final int ROUNDS = 6;
  private static final int RECORDS = 40;
  private static final int HOPS = 5;

  @AutoClose private static final KafkaFixture KAFKA = KafkaFixture.start();

  @TempDir
  @SuppressWarnings("NullAway.Init") // Set by JUnit.
  private Path folder;

  @Test
  void shouldSayThatACycleIsDoneOnlyWhenNothingGoesRoundAnyMore() throws InterruptedException {
    // Given
    KAFKA.createTopics(List.of(topic("in"), topic("back"), topic("out")));
    Topology topology = cycle();
    StreamsConfig settings = settings();
    try (KafkaStreams streams = new KafkaStreams(topology, settings);
        CatchUp catchUp = new CatchUp(topology.describe(), settings)) {
      streams.start();

      for (int round = 1; round <= ROUNDS; round++) {
        // When
        KAFKA.send(
            Serdes.String(),
            IntStream.range(0, RECORDS)
                .mapToObj(i -> new ProducerRecord<>("in", "key-" + i, "x".repeat(HOPS)))
                .toList());
        while (!catchUp.isDone()) {
          assertThat(streams.state()).isNotEqualTo(KafkaStreams.State.ERROR);
        }

        // Then
        assertThat(KAFKA.readToEnd("out", new StringDeserializer())).hasSize(round * RECORDS);
      }
    }
  }

  private static Topology cycle() {
    StreamsBuilder builder = new StreamsBuilder();
    KStream<String, String> shorter =
        builder.<String, String>stream(List.of("in", "back"))
            .repartition(Repartitioned.as("there"))
            .mapValues(value -> value.substring(1));
    shorter.filterNot((key, value) -> value.isEmpty()).to("back");
    shorter.filter((key, value) -> value.isEmpty()).to("out");
    return builder.build();
  }

  private StreamsConfig settings() {
    Properties properties = new Properties();
    properties.putAll(
        Map.of(
            StreamsConfig.APPLICATION_ID_CONFIG,
            "cycle",
            StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
            KAFKA.bootstrapServers(),
            StreamsConfig.STATE_DIR_CONFIG,
            folder.toString(),
            StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
            StreamsConfig.EXACTLY_ONCE_V2,
            StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
            10,
            StreamsConfig.NUM_STREAM_THREADS_CONFIG,
            2,
            StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG,
            Serdes.StringSerde.class,
            StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG,
            Serdes.StringSerde.class));
    return new StreamsConfig(properties);
  }

  private static NewTopic topic(String name) {
    return new NewTopic(name, 2, (short) 1);
  }
}
