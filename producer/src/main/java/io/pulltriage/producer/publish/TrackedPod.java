package io.pulltriage.producer.publish;

import io.pulltriage.schemas.ContainerSnapshot;
import io.pulltriage.schemas.PodSnapshot;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a living pod: for a well one only what its workload's other pods and its images'
 * usage need, for one in question its snapshot as well. There are as many of these as pods in the
 * cluster, so what pods have in common is in their {@link PodTemplate}, and what only has to be
 * found again is no text.
 */
final class TrackedPod {

  /**
   * In place of the time since when a container runs, for one that does not speak for its image.
   */
  static final long NOT_RUNNING = Long.MIN_VALUE;

  final long uidHigh;
  final long uidLow;
  final long nameHigh;
  final long nameLow;

  /** In milliseconds since 1970. */
  final long createdAt;

  /** Tells which of two pods created in the same second was seen later. */
  final long sequence;

  PodTemplate template;

  /** Where it stands among its template's pods. */
  int place;

  /**
   * By index of the template's images: since when a container runs that speaks for its image, in
   * milliseconds since 1970, or {@link #NOT_RUNNING}.
   */
  long[] runningSince = new long[0];

  @Nullable String node;
  PodFate fate = PodFate.LIVES;
  boolean terminating;

  /** Whether its UID is one, as the API server's are, so that it can be told from its key. */
  final boolean uuid;

  long shape;
  long revision = -1;

  /** Whether each change of it is published. */
  boolean inQuestion;

  /** Whether Kafka has a snapshot of it. */
  boolean published;

  /** Kept unless the pod is well and out of question. */
  @Nullable PodSnapshot snapshot;

  TrackedPod(PodSnapshot first, PodTemplate template, long sequence) {
    ShortKey uid = ShortKey.of(first.getUid());
    ShortKey name = nameOf(first);
    this.uidHigh = uid.high();
    this.uidLow = uid.low();
    this.uuid = new UUID(uidHigh, uidLow).toString().equals(first.getUid());
    this.nameHigh = name.high();
    this.nameLow = name.low();
    this.createdAt = first.getCreatedAt().toEpochMilli();
    this.template = template;
    this.sequence = sequence;
  }

  static String workloadOf(PodSnapshot pod) {
    return String.join(
        "/", pod.getNamespace(), pod.getWorkload().getKind(), pod.getWorkload().getName());
  }

  static ShortKey nameOf(PodSnapshot pod) {
    return nameOf(pod.getNamespace(), pod.getName());
  }

  static ShortKey nameOf(String namespace, String name) {
    return ShortKey.of(namespace + '/' + name);
  }

  /** Takes the shape over, but for what is in the template. */
  void take(PodSnapshot next) {
    // All pods of a node have the same text; Java forgets it with the last of them.
    node = next.getNode().map(String::intern).orElse(null);
    terminating = next.getDeletionAt().isPresent();
    fate = PodFate.of(next.getPhase());
    snapshot = next;
    countRunning(next);
  }

  void countRunning(PodSnapshot pod) {
    List<ContainerSnapshot> containers = pod.getContainers();
    long[] running = new long[containers.size()];
    for (int i = 0; i < running.length; i++) {
      ContainerSnapshot container = containers.get(i);
      running[i] =
          PodHealth.speaksForImage(container, inQuestion)
              ? container.getRunningSince().map(Instant::toEpochMilli).orElse(createdAt)
              : NOT_RUNNING;
    }
    if (!Arrays.equals(running, runningSince)) {
      runningSince = running;
    }
  }

  /** Whether the container of that index runs, or has ended without an error. */
  boolean runs(int index) {
    PodSnapshot kept = snapshot;
    // Nothing is kept of a pod only while all of it runs or is done.
    return kept == null || PodHealth.runs(kept.getContainers().get(index), inQuestion);
  }

  /** Its UID; null for one that is none and of which nothing is kept. */
  @Nullable String uid() {
    PodSnapshot kept = snapshot;
    if (kept != null) {
      return kept.getUid();
    }
    return uuid ? new UUID(uidHigh, uidLow).toString() : null;
  }

  /** Whether it may take the place of a pod created then. */
  boolean canSucceed(Instant otherCreatedAt) {
    return !terminating
        && switch (fate) {
          case LIVES -> true;
          case SUCCEEDED -> createdAt >= otherCreatedAt.toEpochMilli();
          case FAILED -> false;
        };
  }

  /** Bytes that it takes; see {@link MemoryEstimate}. */
  long bytes() {
    PodSnapshot kept = snapshot;
    return MemoryEstimate.POD
        + MemoryEstimate.longs(runningSince.length)
        + (kept == null ? 0 : MemoryEstimate.snapshot(kept));
  }
}
