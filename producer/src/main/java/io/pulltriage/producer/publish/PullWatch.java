package io.pulltriage.producer.publish;

import io.pulltriage.schemas.PodEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Pulls without a result. Every pod that starts may pull for a moment; one that pulls for long is
 * put in question, because a pull that hangs leaves no other trace. An event may be told before its
 * pod is: what is overdue then waits for the pod.
 */
final class PullWatch implements Timed {

  /** Pods of which only the events are left are never told; of too many, the oldest are dropped. */
  private static final int OVERDUE = 10_000;

  private final Duration patience;
  private final PodLedger pods;
  private final Agenda<String> outstanding = new Agenda<>();
  private final Map<String, Set<String>> overdueByPod = new LinkedHashMap<>();

  PullWatch(PodLedger pods, Duration patience) {
    this.pods = pods;
    this.patience = patience;
  }

  void started(PodEvent event) {
    outstanding.put(key(event), event.getLastSeen().plus(patience));
  }

  void ended(PodEvent event) {
    outstanding.remove(key(event));
    overdueByPod.computeIfPresent(
        event.getPodUid(), (pod, keys) -> keys.remove(key(event)) && keys.isEmpty() ? null : keys);
  }

  /** A pod is told of, perhaps for the first time. */
  void told(String uid) {
    if (overdueByPod.remove(uid) != null) {
      pods.suspectUnlessWell(uid);
    }
  }

  @Override
  public @Nullable Instant next() {
    return outstanding.next();
  }

  @Override
  public void runNext() {
    String key = outstanding.poll();
    String uid = key.substring(0, key.indexOf('/'));
    if (pods.has(uid)) {
      pods.suspectUnlessWell(uid);
      return;
    }
    overdueByPod.computeIfAbsent(uid, pod -> new HashSet<>()).add(key);
    if (overdueByPod.size() > OVERDUE) {
      overdueByPod.remove(overdueByPod.keySet().iterator().next());
    }
  }

  private static String key(PodEvent event) {
    return event.getPodUid() + '/' + event.getContainer().orElse("");
  }
}
