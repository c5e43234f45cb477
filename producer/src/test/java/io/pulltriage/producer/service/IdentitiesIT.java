package io.pulltriage.producer.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pulltriage.producer.testing.PodJson;
import io.pulltriage.testkit.FakeApiServer;
import io.pulltriage.testkit.KafkaFixture;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the metrics of the whole producer promise, after all that it does has been done. */
class IdentitiesIT {

  private static final Instant CREATED = Instant.parse("2026-03-04T05:06:07Z");
  private static final int FAILING = 30;
  private static final int WELL = 20;
  private static final int CHANGES = 5;

  @AutoClose private static final KafkaFixture KAFKA = KafkaFixture.start();

  @AutoClose private final FakeApiServer prod = new FakeApiServer();
  @AutoClose private final FakeApiServer stage = new FakeApiServer();
  @AutoClose private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @Test
  void shouldAddUpForEveryClusterAndKind(@TempDir Path folder) throws Exception {
    // Given
    ServiceSetup setup = new ServiceSetup(KAFKA, folder);
    setup.kubeconfig("one", "adds-prod", prod.url());
    setup.kubeconfig("two", "adds-stage", stage.url());
    prod.put("nodes", PodJson.read("{\"metadata\":{\"name\":\"n1\",\"uid\":\"uid-n1\"}}"));
    for (int i = 0; i < WELL; i++) {
      prod.put("pods", PodJson.of("web", "new", "well" + i, CREATED).running(CREATED).json());
    }

    try (ProducerService service = setup.service(meters)) {
      service.start();
      await()
          .until(
              () ->
                  service.clusters().size() == 2
                      && service.clusters().values().stream().allMatch(Boolean::booleanValue));

      // When
      storm();

      // Then
      int pods = WELL + FAILING * CHANGES + FAILING / 2 + 1;
      await().untilAsserted(() -> assertThat(objects("received", "pods")).isEqualTo(pods));
      await()
          .untilAsserted(
              () -> assertThat(objects("received", "events")).isEqualTo(FAILING * CHANGES + 2.0));
      await().until(() -> waiting() == 0);
      assertThat(objects("skipped", "events"))
          .as("one about scheduling, one about probes")
          .isEqualTo(2);
      assertThat(objects("skipped", "pods")).as("the one without a UID").isOne();
      Map<String, Double> received = sums("pulltriage.objects.received");
      assertThat(received)
          .isEqualTo(sums("pulltriage.objects.taken", "pulltriage.objects.skipped"))
          .containsKeys("adds-prod/pods", "adds-prod/nodes", "adds-prod/events");
    }
    Map<String, Double> accepted = sums("pulltriage.records.accepted");
    assertThat(accepted)
        .as("nothing waits any more")
        .isEqualTo(
            sums(
                "pulltriage.records.published",
                "pulltriage.records.replaced",
                "pulltriage.records.dropped"))
        .containsKeys("adds-prod/pod", "adds-prod/pod-event", "adds-prod/cluster");
    assertThat(accepted.get("adds-prod/pod-event")).isEqualTo(FAILING * CHANGES);
    assertThat(recordsOf(setup, KAFKA.topics().podEvents()))
        .as("what is counted as published is in Kafka")
        .isEqualTo(sums("pulltriage.records.published").get("adds-prod/pod-event"));
    assertThat(recordsOf(setup, KAFKA.topics().pods()))
        .isEqualTo(sums("pulltriage.records.published").get("adds-prod/pod"));
  }

  /** Pods fail, change and go; some of what is told is of no use. */
  private void storm() {
    for (int change = 1; change <= CHANGES; change++) {
      for (int i = 0; i < FAILING; i++) {
        String reason = change % 2 == 0 ? "ImagePullBackOff" : "ErrImagePull";
        prod.put("pods", PodJson.of("web", "old", "f" + i, CREATED).waiting(reason, "x").json());
        prod.put("events", event("e" + i, "web-old-f" + i, "Failed", change));
      }
    }
    for (int i = 0; i < FAILING / 2; i++) {
      prod.delete("pods", "uid-web-old-f" + i);
    }
    prod.put("events", event("s", "web-old-f1", "FailedScheduling", 1));
    prod.put("events", event("u", "web-old-f1", "Unhealthy", 1));
    prod.send("pods", "{\"type\":\"ADDED\",\"object\":{\"metadata\":{\"name\":\"x\"}}}\n");
  }

  private double objects(String what, String kind) {
    return sums("pulltriage.objects." + what).getOrDefault("adds-prod/" + kind, 0.0);
  }

  private double waiting() {
    return meters.get("pulltriage.delivery.waiting").gauge().value();
  }

  private static double recordsOf(ServiceSetup setup, String topic) {
    return setup.all(topic).stream()
        .filter(record -> record.key().startsWith("adds-prod/"))
        .count();
  }

  /** Of counters of these names, by cluster and kind; without those that are zero. */
  private Map<String, Double> sums(String... names) {
    Map<String, Double> sums = new TreeMap<>();
    for (String name : names) {
      meters
          .find(name)
          .counters()
          .forEach(
              counter -> {
                Meter.Id id = counter.getId();
                sums.merge(
                    id.getTag("cluster") + "/" + id.getTag("kind"), counter.count(), Double::sum);
              });
    }
    return sums;
  }

  private static ObjectNode event(String uid, String pod, String reason, int count) {
    return PodJson.read(
        """
        {"metadata":{"name":"%1$s","uid":"%1$s","namespace":"shop"},
         "involvedObject":{"kind":"Pod","namespace":"shop","name":"%2$s","uid":"uid-%2$s",
           "fieldPath":"spec.containers{app}"},
         "reason":"%3$s","message":"Failed to pull image","count":%4$d,"type":"Warning",
         "lastTimestamp":"2026-03-04T05:06:07Z"}
        """
            .formatted(uid, pod, reason, count));
  }
}
