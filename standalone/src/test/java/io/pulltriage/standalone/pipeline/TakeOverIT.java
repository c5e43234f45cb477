package io.pulltriage.standalone.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pulltriage.producer.publish.KafkaSink;
import io.pulltriage.producer.publish.Publication;
import io.pulltriage.producer.publish.Publication.Kind;
import io.pulltriage.schemas.Keys;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.testkit.HttpRegistry;
import io.pulltriage.testkit.KafkaFixture;
import io.pulltriage.testkit.Pods;
import io.pulltriage.testkit.Statuses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** For how long partitions stand when an instance is killed. */
class TakeOverIT {

  private static final Logger LOG = LoggerFactory.getLogger(TakeOverIT.class);
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Duration LOST_WITHIN = Duration.ofSeconds(12);
  private static final Duration RESTARTED_WITHIN = Duration.ofSeconds(5);
  private static final String APPLICATION = "take-over";

  /** Enough for the three partitions. */
  private static final int CLUSTERS = 12;

  @AutoClose private final KafkaFixture kafka = KafkaFixture.start();
  @AutoClose private final HttpRegistry registry = new HttpRegistry(kafka.registryUrl());

  @AutoClose
  private final Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));

  @TempDir
  @SuppressWarnings("NullAway.Init") // Set by JUnit.
  private Path folder;

  private int published;

  @Test
  void shouldTakeOverSoonAndNotWaitForADeadPredecessor() throws Exception {
    try (ServiceProcess one = start("one")) {
      awaitServing("one");
      long launched = System.nanoTime();
      try (ServiceProcess two = start("two")) {
        awaitServing("two");
        Duration start = since(launched);
        awaitMembers(2);
        publish();
        awaitProcessed();

        // When an instance is lost
        two.kill();
        long killed = System.nanoTime();
        publish();
        awaitProcessed();

        // Then
        Duration lost = since(killed);
        LOG.info("start {} ms, lost instance {} ms", start.toMillis(), lost.toMillis());
        assertThat(lost).isLessThan(LOST_WITHIN);
        assertThat(one.isAlive()).isTrue();
      }

      // And when the other is killed, and started again at once
      one.kill();
      long again = System.nanoTime();
      publish();
      Files.delete(log("one"));
      try (ServiceProcess restarted = start("one")) {
        awaitServing("one");
        Duration start = since(again);
        awaitProcessed();

        // Then
        Duration all = since(again);
        LOG.info("restart {} ms, processing {} ms", start.toMillis(), all.toMillis());
        assertThat(all.minus(start)).isLessThan(RESTARTED_WITHIN);
        assertThat(restarted.isAlive()).isTrue();
      }
    }
  }

  private ServiceProcess start(String name) throws IOException {
    return ServiceProcess.start(
        log(name),
        "analyze",
        "--set=applicationId=" + APPLICATION,
        "--set=kafka.bootstrap.servers=" + kafka.bootstrapServers(),
        "--set=schemaRegistry.url=" + registry.url(),
        "--set=stateDir=" + folder.resolve("state-" + name),
        "--set=kafka.replication.factor=1",
        "--set=api.port=0");
  }

  private Path log(String name) {
    return folder.resolve(name + ".log");
  }

  private void awaitServing(String name) {
    await().atMost(PATIENCE).until(() -> Files.readString(log(name)).contains("serving on "));
  }

  private void awaitMembers(int members) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                admin
                        .describeConsumerGroups(List.of(APPLICATION))
                        .describedGroups()
                        .values()
                        .iterator()
                        .next()
                        .get()
                        .members()
                        .stream()
                        .map(member -> member.clientId().replaceAll("-StreamThread.*", ""))
                        .distinct()
                        .count()
                    == members);
  }

  /** A pod in each of the clusters, and the time. */
  private void publish() {
    Instant now = Instant.now();
    published++;
    try (var producer = kafka.producer(kafka.serdes().anySerializer())) {
      KafkaSink sink = new KafkaSink(producer, kafka.topics());
      IntStream.range(0, CLUSTERS)
          .mapToObj(i -> "lab-" + i)
          .forEach(
              cluster -> {
                PodSnapshot pod =
                    Pods.failing(cluster, "shop", "api-" + published)
                        .waiting("app", "ErrImagePull", "manifest unknown")
                        .at(now)
                        .build();
                sink.publish(new Publication(Kind.POD, Keys.pod(cluster, pod.getUid()), pod, now));
                sink.publish(
                    new Publication(Kind.CLUSTER, cluster, Statuses.synced(cluster, now), now));
              });
      sink.flush();
    }
  }

  /** Returns when the group has committed all that stands in the topic of pods. */
  private void awaitProcessed() {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> {
              Map<TopicPartition, OffsetSpec> all = new HashMap<>();
              IntStream.range(0, 3)
                  .forEach(
                      i ->
                          all.put(
                              new TopicPartition(kafka.topics().pods(), i), OffsetSpec.latest()));
              Map<TopicPartition, OffsetAndMetadata> positions =
                  admin.listConsumerGroupOffsets(APPLICATION).partitionsToOffsetAndMetadata().get();
              return admin.listOffsets(all).all().get().entrySet().stream()
                  .allMatch(
                      end -> {
                        OffsetAndMetadata position = positions.get(end.getKey());
                        return end.getValue().offset()
                            <= (position == null ? 0 : position.offset());
                      });
            });
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }
}
