package io.pulltriage.benchmarks.pipeline;

import io.pulltriage.producer.publish.Publication;
import io.pulltriage.producer.publish.Publication.Kind;
import io.pulltriage.schemas.ImageReferences;
import io.pulltriage.schemas.ImageUsage;
import io.pulltriage.schemas.Keys;
import io.pulltriage.schemas.NodeSnapshot;
import io.pulltriage.schemas.PodEvent;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.testkit.Events;
import io.pulltriage.testkit.Nodes;
import io.pulltriage.testkit.Pods;
import io.pulltriage.testkit.Statuses;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What producers publish of 50 clusters in which pods cannot pull their images: 20 nodes in three
 * zones and 20 running images each, a status every ten seconds, and workloads of one pod each that
 * fail for ten causes. The n-th pod fails in the n-th cluster, modulo 50. Pure.
 *
 * @param start time of the first records
 */
record FailingFleet(Instant start) {

  static final int CLUSTERS = 50;

  /** How often a producer publishes a status. */
  static final Duration HEARTBEAT = Duration.ofSeconds(10);

  /** Time between a round of repeated events and the next. */
  static final Duration ROUND = Duration.ofSeconds(60);

  private static final int NODES = 20;
  private static final int IMAGES = 20;
  private static final int NAMESPACES = 40;

  /** A storm of 20,000 pods takes a minute. */
  private static final Duration BETWEEN_PODS = Duration.ofMillis(3);

  private static final List<Failure> FAILURES =
      List.of(
          Failure.ofRelease("%1$s: not found"),
          Failure.ofRelease("no match for platform in manifest: not found"),
          Failure.ofRelease(
              "pull access denied, repository does not exist or may require authorization: server"
                  + " message: insufficient_scope: authorization failed"),
          Failure.ofRegistry(
              "failed to authorize: failed to fetch oauth token: unexpected status from GET request"
                  + " to https://%2$s/token: 401 Unauthorized"),
          Failure.ofRegistry(
              "unexpected status from HEAD request to https://%2$s/v2/: 403 Forbidden"),
          Failure.ofRegistry(
              "unexpected status from HEAD request to https://%2$s/v2/: 429 Too Many Requests"),
          Failure.ofRegistry(
              "unexpected status from HEAD request to https://%2$s/v2/: 503 Service Unavailable"),
          Failure.ofRegistry(
              "failed to do request: Head \"https://%2$s/v2/\": dial tcp 192.0.2.7:443: i/o"
                  + " timeout"),
          Failure.ofRegistry(
              "failed to do request: Head \"https://%2$s/v2/\": dial tcp: lookup %2$s on"
                  + " 10.96.0.10:53: no such host"),
          Failure.ofRegistry(
              "failed to do request: Head \"https://%2$s/v2/\": tls: failed to verify certificate:"
                  + " x509: certificate signed by unknown authority"));

  /** Time at which a pod starts to fail. */
  Instant timeOf(int pod) {
    return start.plus(BETWEEN_PODS.multipliedBy(pod));
  }

  /** Nodes and images of all clusters as they are at the start. */
  Stream<Publication> surroundings() {
    return Stream.concat(
        each(NODES).map(at -> node(at.cluster(), at.number())),
        each(IMAGES).map(at -> image(at.cluster(), at.number(), 0, start)));
  }

  /** A status of each cluster that says that all is known until then. */
  Stream<Publication> statuses(Instant at) {
    return IntStream.range(0, CLUSTERS)
        .mapToObj(FailingFleet::cluster)
        .map(name -> new Publication(Kind.CLUSTER, name, Statuses.synced(name, at), at));
  }

  /** Statuses of all clusters at each heartbeat after the first time, and at the second. */
  Stream<Publication> statuses(Instant after, Instant until) {
    return heartbeats(after, until).stream().flatMap(this::statuses);
  }

  /** A snapshot and an event of each of some pods, with image counts in between. */
  Stream<Publication> failures(int from, int to) {
    int perHeartbeat = Math.toIntExact(HEARTBEAT.dividedBy(BETWEEN_PODS));
    return IntStream.range(from, to)
        .boxed()
        .flatMap(
            pod ->
                pod % perHeartbeat == perHeartbeat - 1
                    ? Stream.concat(failure(pod, timeOf(pod)), recounts(pod / perHeartbeat, pod))
                    : failure(pod, timeOf(pod)));
  }

  /** A pod that starts to fail: its snapshot, and the event. */
  Stream<Publication> failure(int pod, Instant at) {
    PodSnapshot snapshot = snapshot(pod, at);
    return Stream.of(
        new Publication(Kind.POD, key(snapshot), snapshot, at),
        new Publication(Kind.POD_EVENT, key(snapshot), event(snapshot, pod, 1, at), at));
  }

  /**
   * The events of some pods once more, with a higher count and a later time.
   *
   * @param round from 1
   * @param begin when the first round begins
   */
  Stream<Publication> repeats(int round, Instant begin, int from, int to) {
    Duration between = ROUND.dividedBy(to - from);
    return IntStream.range(from, to)
        .mapToObj(
            pod -> {
              Instant at =
                  begin.plus(ROUND.multipliedBy(round - 1)).plus(between.multipliedBy(pod - from));
              PodSnapshot snapshot = snapshot(pod, timeOf(pod));
              PodEvent event = event(snapshot, pod, 1 + round, at);
              return new Publication(Kind.POD_EVENT, key(snapshot), event, at);
            });
  }

  /** Every third pod runs after all. */
  Stream<Publication> recoveries(Instant begin, int from, int to) {
    Duration between = ROUND.dividedBy(to - from);
    return IntStream.range(from, to)
        .filter(pod -> pod % 3 == 0)
        .mapToObj(
            pod -> {
              Instant at = begin.plus(between.multipliedBy(pod - from));
              PodSnapshot running =
                  pod(Pods.started(cluster(pod), namespace(pod), workload(pod)), pod)
                      .running("app", at)
                      .at(at)
                      .revision(1)
                      .build();
              return new Publication(Kind.POD, key(running), running, at);
            });
  }

  /** The workload of a pod. */
  static String workload(int pod) {
    return "workload-" + pod;
  }

  private static List<Instant> heartbeats(Instant after, Instant until) {
    List<Instant> times = new ArrayList<>();
    for (Instant at = after.plus(HEARTBEAT); at.isBefore(until); at = at.plus(HEARTBEAT)) {
      times.add(at);
    }
    times.add(until);
    return times;
  }

  private Stream<Publication> recounts(int heartbeat, int pod) {
    return IntStream.range(0, CLUSTERS)
        .mapToObj(cluster -> image(cluster, heartbeat % IMAGES, 1 + heartbeat, timeOf(pod)));
  }

  private static Stream<Place> each(int count) {
    return IntStream.range(0, CLUSTERS * count)
        .mapToObj(number -> new Place(number % CLUSTERS, number / CLUSTERS));
  }

  private Publication node(int cluster, int number) {
    NodeSnapshot node =
        Nodes.ready(cluster(cluster), "node-" + number).zone(zone(number)).at(start).build();
    return new Publication(
        Kind.NODE, Keys.node(node.getCluster(), node.getName()), node, node.getObservedAt());
  }

  private Publication image(int cluster, int number, int revision, Instant at) {
    int node = number % NODES;
    ImageUsage usage =
        ImageUsage.newBuilder()
            .setCluster(cluster(cluster))
            .setImage(ImageReferences.parse(sharedImage(number)))
            .setRunningContainers(3 + revision % 2)
            .setNodes(List.of("node-" + node))
            .setPlatforms(List.of("linux/amd64"))
            .setZones(List.of(zone(node)))
            .setLastStart(start.minus(Duration.ofDays(1)))
            .setObservedAt(at)
            .setRevision(revision)
            .build();
    return new Publication(Kind.IMAGE, Keys.image(usage.getCluster(), usage.getImage()), usage, at);
  }

  private static PodSnapshot snapshot(int number, Instant at) {
    String message =
        "Back-off pulling image \"%s\": ErrImagePull: %s".formatted(image(number), error(number));
    return pod(Pods.failing(cluster(number), namespace(number), workload(number)), number)
        .waiting("app", "ImagePullBackOff", message)
        .at(at)
        .build();
  }

  private static Pods pod(Pods pod, int number) {
    int node = (number / CLUSTERS / FAILURES.size() + number % CLUSTERS) % NODES;
    return pod.image(image(number))
        .on("node-" + node)
        .pullSecrets("registry-login")
        .environment("app", "JAVA_OPTS", "DATABASE_URL", "LOG_LEVEL", "PORT");
  }

  private static String namespace(int pod) {
    return "namespace-" + pod / CLUSTERS % NAMESPACES;
  }

  private static PodEvent event(PodSnapshot pod, int number, int count, Instant at) {
    return Events.warning(
            pod,
            "Failed",
            "Failed to pull image \"%s\": %s".formatted(image(number), error(number)))
        .container("app")
        .count(count)
        .since(pod.getObservedAt())
        .at(at)
        .build();
  }

  private static String error(int pod) {
    String image = image(pod);
    String registry = image.substring(0, image.indexOf('/'));
    return "failed to pull and unpack image \"%s\": failed to resolve image: ".formatted(image)
        + failureOf(pod).text().formatted(image, registry);
  }

  private static String image(int pod) {
    int shared = pod / CLUSTERS / FAILURES.size() % IMAGES;
    return failureOf(pod).release()
        ? "%s/team/%s:1.4.2".formatted(registry(shared), workload(pod))
        : sharedImage(shared);
  }

  private static String sharedImage(int number) {
    return "%s/team/service-%d:2.0.1".formatted(registry(number), number);
  }

  private static String registry(int number) {
    return "registry-%d.example".formatted(number);
  }

  private static Failure failureOf(int pod) {
    return FAILURES.get((pod / CLUSTERS + pod % CLUSTERS) % FAILURES.size());
  }

  /** The name of a cluster. */
  static String cluster(int number) {
    return "cluster-" + number % CLUSTERS;
  }

  private static String zone(int node) {
    return "zone-" + (char) ('a' + node % 3);
  }

  private static String key(PodSnapshot pod) {
    return Keys.pod(pod.getCluster(), pod.getUid());
  }

  private record Place(int cluster, int number) {}

  /**
   * What goes wrong.
   *
   * @param text of the runtime, with the image and its registry to be filled in
   * @param release whether it is the fault of an image that nothing else runs
   */
  private record Failure(String text, boolean release) {

    static Failure ofRelease(String text) {
      return new Failure(text, true);
    }

    static Failure ofRegistry(String text) {
      return new Failure(text, false);
    }
  }
}
