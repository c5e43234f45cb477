package io.pulltriage.benchmarks.query;

import static org.awaitility.Awaitility.await;

import io.pulltriage.schemas.ClusterStatus;
import io.pulltriage.schemas.TopicSpecs;
import io.pulltriage.schemas.Topics;
import io.pulltriage.schemas.internal.CaseMessage;
import io.pulltriage.schemas.internal.PodFinding;
import io.pulltriage.schemas.serdes.InternalSerdes;
import io.pulltriage.streams.config.AnalyzerConfig;
import io.pulltriage.streams.config.Storage;
import io.pulltriage.streams.config.TimeMode;
import io.pulltriage.streams.query.Answer;
import io.pulltriage.streams.query.IncidentQueries;
import io.pulltriage.streams.query.Order;
import io.pulltriage.streams.query.OutbreakFilter;
import io.pulltriage.streams.query.PageRequest;
import io.pulltriage.streams.query.Summary;
import io.pulltriage.streams.query.Visibility;
import io.pulltriage.testkit.KafkaFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.StreamsConfig;
import org.awaitility.core.ConditionFactory;

/** Analyzers of one application that keep as many open incidents as are wanted on disk. */
final class ManyIncidents {

  private static final int PARTITIONS = 8;
  private static final ConditionFactory PATIENCE =
      await().atMost(Duration.ofMinutes(30)).pollInterval(Duration.ofSeconds(1));

  private final KafkaFixture kafka;
  private final String application;
  private final Topics topics;
  private final int count;

  ManyIncidents(KafkaFixture kafka, String application, int count) {
    this.kafka = kafka;
    this.application = application;
    this.topics = new Topics(application + '.');
    this.count = count;
  }

  void createTopics() {
    kafka.createTopics(new TopicSpecs(topics, PARTITIONS, 1).withoutTimeLimits().all());
  }

  Topics topics() {
    return topics;
  }

  AnalyzerConfig config() {
    AnalyzerConfig defaults = AnalyzerConfig.defaults(topics, PARTITIONS);
    return new AnalyzerConfig(
        topics,
        PARTITIONS,
        TimeMode.RECORDED,
        Storage.DISK,
        defaults.diagnosis(),
        defaults.incidents(),
        defaults.outbreaks());
  }

  Map<String, Object> clients() {
    return new HashMap<>(kafka.clientConfig());
  }

  /** Settings of one analyzer, which is to have a folder of its own. */
  Map<String, Object> settings() throws IOException {
    Map<String, Object> settings = clients();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
    settings.put(StreamsConfig.STATE_DIR_CONFIG, Files.createTempDirectory(application).toString());
    settings.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, 0);
    return settings;
  }

  /** Has the incidents found, and waits until there is nothing left to do. */
  void fill(IncidentQueries queries) {
    long start = System.nanoTime();
    send();
    PATIENCE.until(() -> queries.summary(Visibility.ALL), this::hasAll);
    tellTimes();
    System.out.printf("%,d incidents opened in %,d s%n", count, seconds(start));
    PATIENCE.until(() -> hasOutbreaks(queries));
    try (Writing writing = new Writing(clients(), application)) {
      PATIENCE.pollInterval(Duration.ofSeconds(10)).until(writing::hasStopped);
    }
    System.out.printf("with their outbreaks after %,d s%n", seconds(start));
  }

  private void send() {
    try (KafkaProducer<String, CaseMessage> producer =
        kafka.producer(InternalSerdes.of(CaseMessage.class).serializer())) {
      for (int i = 0; i < count; i++) {
        PodFinding finding = ManyFindings.finding(i, count);
        var unused =
            producer.send(
                new ProducerRecord<>(
                    application + "-findings-repartition",
                    null,
                    finding.getSince().toEpochMilli(),
                    ManyFindings.id(finding),
                    new CaseMessage(finding)));
      }
      producer.flush();
    }
  }

  private static long seconds(long start) {
    return (System.nanoTime() - start) / 1_000_000_000;
  }

  private boolean hasAll(Answer<Summary> summary) {
    return summary.isComplete() && summary.content().open() == count;
  }

  private static boolean hasOutbreaks(IncidentQueries queries) {
    PageRequest first = PageRequest.first(Order.NEWEST, 1);
    return !queries
        .outbreaks(OutbreakFilter.NONE, Visibility.ALL, first)
        .content()
        .items()
        .isEmpty();
  }

  private void tellTimes() {
    Instant end = ManyFindings.BEGIN.plus(ManyFindings.LENGTH);
    List<ProducerRecord<String, ClusterStatus>> statuses = new ArrayList<>();
    for (int i = 0; i < ManyFindings.CLUSTERS; i++) {
      ClusterStatus status =
          ClusterStatus.newBuilder()
              .setCluster(ManyFindings.cluster(i))
              .setConnected(true)
              .setSynced(true)
              .setSince(ManyFindings.BEGIN)
              .setObservedAt(end)
              .build();
      statuses.add(
          new ProducerRecord<>(
              topics.clusters(), null, end.toEpochMilli(), status.getCluster(), status));
    }
    kafka.send(topics, kafka.serdes().clusterStatus(), statuses);
  }
}
