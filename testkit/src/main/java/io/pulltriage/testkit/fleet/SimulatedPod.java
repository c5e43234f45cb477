package io.pulltriage.testkit.fleet;

import io.pulltriage.schemas.Keys;
import io.pulltriage.schemas.PodEvent;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.Successor;
import io.pulltriage.testkit.Events;
import io.pulltriage.testkit.Pods;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** One pod, and what a producer would publish about it. Not thread-safe. */
final class SimulatedPod {

  private static final String CONTAINER = "app";
  private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(10);
  private static final Duration LONGEST_BACK_OFF = Duration.ofMinutes(5);

  private final SimulatedWorkload workload;
  private final SimulatedNode node;
  private final String image;
  private final Pods pod;
  private int failures;
  private long revision;
  private boolean gone;

  SimulatedPod(
      SimulatedWorkload workload, SimulatedNode node, String image, int number, Instant created) {
    this.workload = workload;
    this.node = node;
    this.image = image;
    this.pod =
        Pods.failing(workload.cluster(), workload.namespace(), workload.name())
            .replica(number)
            .image(image)
            .on(node.name())
            .at(created);
    workload.secret().ifPresent(pod::pullSecrets);
  }

  SimulatedWorkload workload() {
    return workload;
  }

  SimulatedNode node() {
    return node;
  }

  String image() {
    return image;
  }

  boolean isGone() {
    return gone;
  }

  boolean isImplicated() {
    return revision > 0;
  }

  /** How long the kubelet waits after this many failures. */
  Duration backOff() {
    Duration doubled = FIRST_BACK_OFF.multipliedBy(1L << Math.min(failures - 1, 5));
    return doubled.compareTo(LONGEST_BACK_OFF) < 0 ? doubled : LONGEST_BACK_OFF;
  }

  Fact failedEvent(String message, Instant first, Instant at) {
    failures++;
    String text = "Failed to pull image \"%s\": %s".formatted(image, message);
    return fact(
        Events.warning(snapshot(at), "Failed", text).count(failures).since(first).at(at).build());
  }

  Fact waiting(String message, Instant at) {
    pod.waiting(
        CONTAINER,
        "ImagePullBackOff",
        "Back-off pulling image \"%s\": ErrImagePull: %s".formatted(image, message));
    return published(at);
  }

  Fact crashed(Instant at) {
    failures++;
    pod.crashLooping(CONTAINER, "Error", 1, failures);
    return published(at);
  }

  Fact pulledEvent(Instant at) {
    String text = "Successfully pulled image \"%s\" in 1.2s (1.2s including waiting)";
    return fact(Events.normal(snapshot(at), "Pulled", text.formatted(image)).build());
  }

  Fact running(Instant at) {
    pod.running(CONTAINER, at);
    return published(at);
  }

  /** Gone, because its workload went on to another image. */
  Fact replaced(String by, Instant at) {
    gone = true;
    pod.gone(at, new Successor(CONTAINER, by, true, Map.of()));
    return published(at);
  }

  void remove() {
    gone = true;
  }

  Fact withdrawn(Instant at) {
    return new Fact(Fact.Topic.PODS, key(snapshot(at)), null, at);
  }

  private Fact published(Instant at) {
    revision++;
    PodSnapshot snapshot = pod.at(at).revision(revision).build();
    return new Fact(Fact.Topic.PODS, key(snapshot), snapshot, at);
  }

  private PodSnapshot snapshot(Instant at) {
    if (revision == 0) {
      pod.waiting(CONTAINER, "ContainerCreating", "");
    }
    return pod.at(at).build();
  }

  private static Fact fact(PodEvent event) {
    return new Fact(
        Fact.Topic.POD_EVENTS,
        Keys.pod(event.getCluster(), event.getPodUid()),
        event,
        event.getLastSeen());
  }

  private static String key(PodSnapshot snapshot) {
    return Keys.pod(snapshot.getCluster(), snapshot.getUid());
  }
}
