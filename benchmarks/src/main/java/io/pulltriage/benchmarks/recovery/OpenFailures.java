package io.pulltriage.benchmarks.recovery;

import io.pulltriage.schemas.ClusterStatus;
import io.pulltriage.schemas.Keys;
import io.pulltriage.schemas.NodeSnapshot;
import io.pulltriage.schemas.PodEvent;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.Topics;
import io.pulltriage.testkit.Events;
import io.pulltriage.testkit.Nodes;
import io.pulltriage.testkit.Pods;
import io.pulltriage.testkit.Statuses;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What producers publish of so many workloads of one pod each that cannot pull their images: over
 * 50 clusters of 20 nodes, a quarter of them each for a missing tag, a registry that does not
 * answer, one that refuses the login, and one that is at fault itself. Pure.
 *
 * @param topics where to
 * @param now the time of it all
 */
record OpenFailures(Topics topics, Instant now) {

  private static final int CLUSTERS = 50;
  private static final int NODES = 20;
  private static final int NAMESPACES = 40;
  private static final int REGISTRIES = 20;

  private static final List<String> FAILURES =
      List.of(
          "%s: not found",
          "failed to do request: Head \"https://a.example/v2/\": dial tcp 192.0.2.7:443: i/o timeout",
          "failed to authorize: failed to fetch oauth token: unexpected status from GET request to"
              + " https://a.example/token: 401 Unauthorized",
          "unexpected status from HEAD request to https://a.example/v2/: 503 Service Unavailable");

  /** Nodes first, then pods with an event each, then the clusters' time. */
  Stream<ProducerRecord<String, SpecificRecord>> of(int count) {
    return Stream.of(
            IntStream.range(0, CLUSTERS * NODES).mapToObj(this::node),
            IntStream.range(0, count).boxed().flatMap(this::failure),
            IntStream.range(0, CLUSTERS).mapToObj(this::status))
        .flatMap(records -> records);
  }

  private ProducerRecord<String, SpecificRecord> node(int number) {
    NodeSnapshot node =
        Nodes.ready(cluster(number), node(number / CLUSTERS, NODES)).zone("zone-a").at(now).build();
    return to(topics.nodes(), Keys.node(node.getCluster(), node.getName()), node);
  }

  private Stream<ProducerRecord<String, SpecificRecord>> failure(int number) {
    String name = "workload-" + number;
    String image = "registry-%d.example/team/%s:1.4.2".formatted(number % REGISTRIES, name);
    String message =
        "Failed to pull image \"%s\": failed to pull and unpack image \"%s\": failed to resolve image: "
                .formatted(image, image)
            + FAILURES.get(number % FAILURES.size()).formatted(image);
    PodSnapshot pod =
        Pods.failing(cluster(number), "namespace-" + number / CLUSTERS % NAMESPACES, name)
            .image(image)
            .on(node(number / CLUSTERS, NODES))
            .pullSecrets("registry-login")
            .environment("app", "JAVA_OPTS", "DATABASE_URL", "LOG_LEVEL", "PORT")
            .waiting("app", "ImagePullBackOff", "Back-off pulling image \"" + image + '"')
            .at(now)
            .build();
    PodEvent event = Events.warning(pod, "Failed", message).container("app").at(now).build();
    String key = Keys.pod(pod.getCluster(), pod.getUid());
    return Stream.of(to(topics.pods(), key, pod), to(topics.podEvents(), key, event));
  }

  private ProducerRecord<String, SpecificRecord> status(int number) {
    ClusterStatus status = Statuses.synced(cluster(number), now);
    return to(topics.clusters(), status.getCluster(), status);
  }

  private ProducerRecord<String, SpecificRecord> to(
      String topic, String key, SpecificRecord value) {
    return new ProducerRecord<>(topic, null, now.toEpochMilli(), key, value);
  }

  private static String cluster(int number) {
    return "cluster-" + number % CLUSTERS;
  }

  private static String node(int number, int of) {
    return "node-" + number % of;
  }
}
