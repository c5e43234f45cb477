package io.pulltriage.producer.publish;

import io.pulltriage.schemas.ContainerSnapshot;
import io.pulltriage.schemas.PodSnapshot;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a living pod: for a well one only what its workload's other pods and its images'
 * usage need, for one in question its snapshot as well.
 */
final class TrackedPod {

  final String uid;
  final String namespace;
  final String name;
  final String workload;
  final Instant createdAt;

  /** Tells which of two pods created in the same second was seen later. */
  final long sequence;

  List<ContainerImage> images = List.of();

  /**
   * By index of {@link #images}: since when a container runs that speaks for its image, or null.
   */
  @Nullable Instant[] runningSince = new Instant[0];

  @Nullable String node;
  boolean terminating;
  String phase = "";
  int shape;
  long revision = -1;

  /** Whether each change of it is published. */
  boolean inQuestion;

  /** Whether Kafka has a snapshot of it. */
  boolean published;

  /** Kept unless the pod is well and out of question. */
  @Nullable PodSnapshot snapshot;

  TrackedPod(PodSnapshot first, long sequence) {
    this.uid = first.getUid();
    this.namespace = first.getNamespace();
    this.name = first.getName();
    this.workload = workloadOf(first);
    this.createdAt = first.getCreatedAt();
    this.sequence = sequence;
  }

  static String workloadOf(PodSnapshot pod) {
    return String.join(
        "/", pod.getNamespace(), pod.getWorkload().getKind(), pod.getWorkload().getName());
  }

  /** Takes the shape over, with the images' list of a sibling where it is the same. */
  void take(PodSnapshot next, @Nullable TrackedPod sibling) {
    List<ContainerImage> asked = next.getContainers().stream().map(ContainerImage::of).toList();
    images = sibling != null && sibling.images.equals(asked) ? sibling.images : asked;
    node = next.getNode().orElse(null);
    terminating = next.getDeletionAt().isPresent();
    phase = next.getPhase();
    snapshot = next;
    countRunning(next);
  }

  void countRunning(PodSnapshot pod) {
    List<ContainerSnapshot> containers = pod.getContainers();
    @Nullable Instant[] running = new Instant[containers.size()];
    for (int i = 0; i < running.length; i++) {
      ContainerSnapshot container = containers.get(i);
      running[i] =
          PodHealth.speaksForImage(container, inQuestion)
              ? container.getRunningSince().orElse(createdAt)
              : null;
    }
    runningSince = running;
  }

  /** All of it that bears on the usage of images. */
  List<@Nullable Object> usage() {
    return Arrays.asList(images, node, Arrays.asList(runningSince));
  }

  /** Whether it may take the place of a pod created then. */
  boolean canSucceed(Instant otherCreatedAt) {
    boolean livesOn = !phase.equals("Succeeded") && !phase.equals("Failed");
    boolean ranSince = phase.equals("Succeeded") && !createdAt.isBefore(otherCreatedAt);
    return !terminating && (livesOn || ranSince);
  }
}
