package io.pulltriage.standalone.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pulltriage.producer.capture.CaptureFeed;
import io.pulltriage.producer.capture.CaptureListener;
import io.pulltriage.producer.publish.FeedConfig;
import io.pulltriage.producer.publish.KafkaSink;
import io.pulltriage.schemas.PublicSchemas;
import io.pulltriage.schemas.Topics;
import io.pulltriage.standalone.cli.Outcome;
import io.pulltriage.streams.service.AnalyzerService;
import io.pulltriage.testkit.KafkaFixture;
import io.pulltriage.testkit.Receiver;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Every public topic, filled by the services from the recorded clusters, for anybody to read. */
@EnabledIf(value = ApicurioRegistry.IS_THERE, disabledReason = ApicurioRegistry.MISSING)
class StockConsumerIT {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Path CAPTURE = Path.of("..", "captures", "two-clusters");
  private static final String GARBAGE = "not Avro";
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void shouldReadEveryPublicTopic(@TempDir Path folder) throws Exception {
    try (ApicurioRegistry registry = ApicurioRegistry.start(folder);
        KafkaFixture kafka = KafkaFixture.start();
        Receiver receiver = new Receiver()) {
      // Given
      Installation installation =
          new Installation("stock", kafka.bootstrapServers(), registry.url(), folder);
      Outcome applied = installation.run("topics", "apply", "--partitions", "2");
      assertThat(applied.status()).as(applied.err()).isZero();
      StockConsumer consumer = new StockConsumer(kafka, registry.url());
      try (AnalyzerService analyzer = installation.analyzer(telling(receiver))) {

        // When
        silence(analyzer);
        play(kafka, installation);

        // Then
        awaitAsserted(analyzer, () -> assertReadable(consumer, installation.topics()));

        // And when
        sendGarbage(kafka, installation.topics());

        // Then
        awaitAsserted(
            analyzer,
            () ->
                assertThat(
                        kafka.readToEnd(
                            installation.topics().deadLetters(), new ByteArrayDeserializer()))
                    .singleElement()
                    .satisfies(StockConsumerIT::assertIsTheGarbage));
      }
    }
  }

  private static void awaitAsserted(AnalyzerService analyzer, ThrowingRunnable asserts) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(2))
        .untilAsserted(
            () -> {
              analyzer.watch(Duration.ZERO);
              asserts.run();
            });
  }

  private static void assertReadable(StockConsumer consumer, Topics topics) throws IOException {
    Map<String, Function<GenericRecord, String>> beginnings = beginnings(topics);
    Map<String, Schema> schemas = PublicSchemas.byTopic(topics);
    assertThat(beginnings).containsOnlyKeys(schemas.keySet());
    beginnings.forEach(
        (topic, beginning) ->
            assertThat(consumer.read(topic))
                .as(topic)
                .isNotEmpty()
                .allSatisfy(
                    record -> {
                      assertThat(record.value().getSchema()).isEqualTo(schemas.get(topic));
                      assertThat(record.key()).startsWith(beginning.apply(record.value()));
                    }));
    Set<String> incidents =
        consumer.read(topics.incidents()).stream()
            .map(ConsumerRecord::key)
            .map(id -> id.substring(0, id.lastIndexOf('/')))
            .collect(Collectors.toSet());
    assertThat(incidents).containsAll(recorded());
  }

  /** With what the key of a record begins, told by its value. */
  private static Map<String, Function<GenericRecord, String>> beginnings(Topics topics) {
    Function<GenericRecord, String> id = fields("id");
    return Map.of(
        topics.podEvents(), fields("cluster", "podUid"),
        topics.pods(), fields("cluster", "uid"),
        topics.nodes(), fields("cluster", "name"),
        topics.images(), fields("cluster"),
        topics.clusters(), fields("cluster"),
        topics.incidents(), id,
        topics.outbreaks(), id,
        topics.alerts(), value -> lower(value.get("kind")) + '/' + value.get("id"),
        topics.silences(), id);
  }

  private static Function<GenericRecord, String> fields(String... names) {
    return value ->
        List.of(names).stream()
            .map(name -> value.get(name).toString())
            .collect(Collectors.joining("/"));
  }

  private static String lower(Object value) {
    return value.toString().toLowerCase(Locale.ROOT);
  }

  /** What the people who recorded the clusters say is wrong in them, as ids without their hash. */
  private static List<String> recorded() throws IOException {
    List<String> recorded = new ArrayList<>();
    JsonNode clusters = JSON.readTree(CAPTURE.resolve("truth.json").toFile()).path("incidents");
    for (Map.Entry<String, JsonNode> cluster : clusters.properties()) {
      for (JsonNode one : cluster.getValue()) {
        recorded.add(
            String.join(
                "/",
                cluster.getKey(),
                one.path("namespace").asText(),
                one.at("/workload/kind").asText(),
                one.at("/workload/name").asText(),
                one.path("container").asText(),
                one.path("phase").asText()));
      }
    }
    assertThat(recorded).isNotEmpty();
    return recorded;
  }

  private static void assertIsTheGarbage(ConsumerRecord<String, byte[]> letter) {
    assertThat(letter.key()).isEqualTo("lab-a/garbage");
    assertThat(letter.value()).isEqualTo(GARBAGE.getBytes(UTF_8));
    assertThat(letter.headers().lastHeader("__streams.errors.topic").value())
        .isEqualTo("stock.pods".getBytes(UTF_8));
  }

  private static String[] telling(Receiver receiver) {
    return new String[] {
      "alerts.webhooks.router.url=" + receiver.url(),
      "alerts.routes.all.sinks=router",
      "alerts.routes.all.minAge=0s",
      "alerts.digest.settle=1s"
    };
  }

  private static void silence(AnalyzerService analyzer) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(analyzer.address() + "/api/v1/silences"))
                    .header("Content-Type", "application/json")
                    .POST(
                        BodyPublishers.ofString(
                            """
                            {"until": "2999-12-24T18:00:00Z", "comment": "moves house",
                             "clusters": ["lab-c"]}
                            """))
                    .build(),
                BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
  }

  private static void play(KafkaFixture kafka, Installation installation) {
    try (var producer =
        kafka.producer(installation.topics(), installation.serdes().anySerializer())) {
      KafkaSink sink = new KafkaSink(producer, installation.topics());
      CaptureFeed.feed(List.of(CAPTURE), FeedConfig.defaults(), sink, new CaptureListener() {});
      sink.flush();
    }
  }

  private static void sendGarbage(KafkaFixture kafka, Topics topics) throws Exception {
    try (var producer = kafka.producer(topics, new StringSerializer())) {
      producer.send(new ProducerRecord<>(topics.pods(), "lab-a/garbage", GARBAGE)).get();
    }
  }
}
