package io.pulltriage.producer.publish;

import io.pulltriage.producer.publish.Publication.Kind;
import io.pulltriage.schemas.Keys;
import io.pulltriage.schemas.PodGone;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.Successor;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Pods that have gone while they were in question. What replaces them may come a little before or
 * after they go, so their last snapshot is told anew while that changes, and withdrawn at last.
 */
final class DepartedPods implements Timed {

  private final Outlet outlet;
  private final Workloads workloads;
  private final Duration window;
  private final Agenda<String> withdrawals = new Agenda<>();
  private final Map<String, PodSnapshot> lastByUid = new HashMap<>();
  private final Map<String, Map<String, PodSnapshot>> lastByWorkload = new HashMap<>();

  DepartedPods(Outlet outlet, Workloads workloads, Duration window) {
    this.outlet = outlet;
    this.workloads = workloads;
    this.window = window;
  }

  /** Takes one that was told before; it is withdrawn when its time has passed anew. */
  void restore(PodSnapshot last) {
    keep(last);
    withdrawals.put(last.getUid(), outlet.now().plus(window));
  }

  /** Tells that a pod has gone; its workload must not count it any more. */
  void add(PodSnapshot pod) {
    Instant now = outlet.now();
    withdrawals.put(pod.getUid(), now.plus(window));
    tell(pod, now);
  }

  /** Tells anew what has become of the workload's departed pods, where that has changed. */
  void reconsider(String workload) {
    for (PodSnapshot last : List.copyOf(lastByWorkload.getOrDefault(workload, Map.of()).values())) {
      PodGone gone = last.getGone().orElseThrow();
      if (!gone.getSuccessors().equals(successors(last))) {
        tell(
            PodSnapshot.newBuilder(last).setRevision(last.getRevision() + 1).build(), gone.getAt());
      }
    }
  }

  @Override
  public @Nullable Instant next() {
    return withdrawals.next();
  }

  @Override
  public void runNext() {
    PodSnapshot last = lastByUid.remove(withdrawals.poll());
    if (last != null) {
      lastByWorkload.computeIfPresent(
          TrackedPod.workloadOf(last),
          (unused, pods) -> {
            pods.remove(last.getUid());
            return pods.isEmpty() ? null : pods;
          });
      outlet.publish(Kind.POD, Keys.pod(last.getCluster(), last.getUid()), null);
    }
  }

  private void tell(PodSnapshot pod, Instant goneAt) {
    PodSnapshot last =
        PodSnapshot.newBuilder(pod)
            .setObservedAt(latest(pod.getObservedAt(), outlet.now()))
            .setGone(new PodGone(goneAt, successors(pod)))
            .build();
    keep(last);
    outlet.publish(Kind.POD, Keys.pod(last.getCluster(), last.getUid()), last);
  }

  private void keep(PodSnapshot last) {
    lastByUid.put(last.getUid(), last);
    lastByWorkload
        .computeIfAbsent(TrackedPod.workloadOf(last), unused -> new LinkedHashMap<>())
        .put(last.getUid(), last);
  }

  private static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private List<Successor> successors(PodSnapshot pod) {
    return workloads.successors(TrackedPod.workloadOf(pod), pod.getCreatedAt());
  }
}
