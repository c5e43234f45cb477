package io.pulltriage.producer.publish;

import io.pulltriage.producer.publish.Publication.Kind;
import io.pulltriage.producer.translate.PodObservation;
import io.pulltriage.schemas.Keys;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.Records;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All living pods of a cluster, and which of them are in question and so published. */
final class PodLedger implements Timed {

  private final Outlet outlet;
  private final Workloads workloads;
  private final DepartedPods departed;
  private final ImageLedger images;
  private final Duration wellFor;
  private final Map<String, TrackedPod> podsByUid = new HashMap<>();
  private final Map<String, String> uidByName = new HashMap<>();
  private final Agenda withdrawals = new Agenda();
  private long sequence;

  PodLedger(
      Outlet outlet,
      Workloads workloads,
      DepartedPods departed,
      ImageLedger images,
      Duration wellFor) {
    this.outlet = outlet;
    this.workloads = workloads;
    this.departed = departed;
    this.images = images;
    this.wellFor = wellFor;
  }

  /** Takes a pod as it was published before. */
  void restore(PodSnapshot snapshot) {
    if (snapshot.getGone().isPresent()) {
      departed.restore(snapshot);
      return;
    }
    TrackedPod pod = add(snapshot);
    pod.shape = shapeOf(snapshot);
    pod.revision = snapshot.getRevision();
    pod.inQuestion = true;
    pod.published = true;
    pod.take(snapshot, workloads.anyOf(pod.workload));
    workloads.add(pod);
    images.update(pod, List.of());
    scheduleWithdrawal(pod, snapshot);
  }

  /** Takes a pod's newest shape. */
  void observe(PodObservation observation) {
    PodSnapshot snapshot = observation.snapshot();
    removeNamesake(snapshot);
    TrackedPod pod = podsByUid.get(snapshot.getUid());
    if (observation.ended()) {
      if (pod != null) {
        remove(pod, snapshot);
      }
      return;
    }
    int shape = shapeOf(snapshot);
    if (pod == null) {
      pod = add(snapshot);
    } else if (pod.shape == shape) {
      return;
    }
    pod.shape = shape;
    pod.revision++;
    take(pod, revised(pod, snapshot));
  }

  /** Takes the news that a pod is no more, with its last shape. */
  void remove(PodSnapshot last) {
    TrackedPod pod = podsByUid.get(last.getUid());
    if (pod != null) {
      remove(pod, last);
    }
  }

  /** Removes the pods that are not among these. */
  void retain(Set<String> uids) {
    List<TrackedPod> missing =
        podsByUid.values().stream()
            .filter(pod -> !uids.contains(pod.uid))
            .sorted((one, other) -> Long.compare(one.sequence, other.sequence))
            .toList();
    missing.forEach(pod -> remove(pod, pod.snapshot));
  }

  /** Takes the news that an event puts a pod in question, whatever its status says. */
  void suspect(String uid) {
    TrackedPod pod = podsByUid.get(uid);
    if (pod == null || pod.terminating) {
      return;
    }
    pod.inQuestion = true;
    if (withdrawals.contains(uid) || pod.snapshot == null) {
      withdrawals.put(uid, outlet.now().plus(wellFor));
    }
    if (!pod.published && pod.snapshot != null) {
      publish(pod, pod.snapshot);
    }
  }

  /** The same for news that matters only while a pod has not come up. */
  void suspectUnlessWell(String uid) {
    TrackedPod pod = podsByUid.get(uid);
    if (pod != null && pod.snapshot != null && !PodHealth.isWell(pod.snapshot)) {
      suspect(uid);
    }
  }

  @Override
  public @Nullable Instant next() {
    return withdrawals.next();
  }

  /** Withdraws a pod that has been well for long enough. */
  @Override
  public void runNext() {
    TrackedPod pod = podsByUid.get(withdrawals.poll());
    if (pod == null) {
      return;
    }
    boolean published = pod.published;
    pod.inQuestion = false;
    pod.published = false;
    if (pod.snapshot != null) {
      pod.countRunning(pod.snapshot);
      images.update(pod, pod.images);
      if (published) {
        outlet.publish(Kind.POD, Keys.pod(pod.snapshot.getCluster(), pod.uid), null);
      }
    }
    pod.snapshot = null;
  }

  /** Whoever reads snapshots goes by their time first, so that must not go back either. */
  private static PodSnapshot revised(TrackedPod pod, PodSnapshot snapshot) {
    PodSnapshot.Builder revised = PodSnapshot.newBuilder(snapshot).setRevision(pod.revision);
    PodSnapshot before = pod.snapshot;
    return before != null && before.getObservedAt().isAfter(snapshot.getObservedAt())
        ? revised.setObservedAt(before.getObservedAt()).build()
        : revised.build();
  }

  private TrackedPod add(PodSnapshot snapshot) {
    TrackedPod pod = new TrackedPod(snapshot, sequence++);
    podsByUid.put(pod.uid, pod);
    uidByName.put(pod.namespace + '/' + pod.name, pod.uid);
    return pod;
  }

  private void take(TrackedPod pod, PodSnapshot next) {
    pod.inQuestion |= PodHealth.isTroubled(next, outlet.now(), wellFor);
    List<ContainerImage> imagesBefore = pod.images;
    List<@Nullable Object> usageBefore = pod.usage();
    pod.take(next, workloads.anyOf(pod.workload));
    workloads.add(pod);
    if (!pod.usage().equals(usageBefore)) {
      images.update(pod, imagesBefore);
    }
    if (pod.inQuestion) {
      publish(pod, next);
    }
    departed.reconsider(pod.workload);
    scheduleWithdrawal(pod, next);
  }

  private void scheduleWithdrawal(TrackedPod pod, PodSnapshot next) {
    boolean well = PodHealth.isWell(next);
    if (!well) {
      withdrawals.remove(pod.uid);
    } else if (!pod.inQuestion) {
      pod.snapshot = null;
    } else if (!withdrawals.contains(pod.uid)) {
      withdrawals.put(pod.uid, outlet.now().plus(wellFor));
    }
  }

  private void publish(TrackedPod pod, PodSnapshot snapshot) {
    pod.published = true;
    outlet.publish(Kind.POD, Keys.pod(snapshot.getCluster(), pod.uid), snapshot);
  }

  /** Names are unique among living pods: another pod of the same name means this one has gone. */
  private void removeNamesake(PodSnapshot snapshot) {
    String uid = uidByName.get(snapshot.getNamespace() + '/' + snapshot.getName());
    TrackedPod namesake = uid == null ? null : podsByUid.get(uid);
    if (namesake != null && !namesake.uid.equals(snapshot.getUid())) {
      remove(namesake, namesake.snapshot);
    }
  }

  private void remove(TrackedPod pod, @Nullable PodSnapshot last) {
    podsByUid.remove(pod.uid);
    uidByName.remove(pod.namespace + '/' + pod.name, pod.uid);
    withdrawals.remove(pod.uid);
    workloads.remove(pod);
    images.remove(pod);
    if (pod.published && last != null) {
      pod.revision++;
      departed.add(revised(pod, last));
    }
    departed.reconsider(pod.workload);
  }

  /** What changes with every write is not part of a shape. */
  private static int shapeOf(PodSnapshot snapshot) {
    return Arrays.hashCode(
        Records.content(
            PodSnapshot.newBuilder(snapshot)
                .setObservedAt(Instant.EPOCH)
                .setResourceVersion("")
                .setRevision(0)
                .build()));
  }
}
