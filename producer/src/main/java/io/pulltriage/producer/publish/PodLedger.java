package io.pulltriage.producer.publish;

import io.pulltriage.producer.publish.Publication.Kind;
import io.pulltriage.producer.translate.PodObservation;
import io.pulltriage.schemas.Keys;
import io.pulltriage.schemas.PodSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All living pods of a cluster, and which of them are in question and so published. */
final class PodLedger implements Timed {

  private final Outlet outlet;
  private final Workloads workloads;
  private final DepartedPods departed;
  private final ImageLedger images;
  private final Duration wellFor;
  private final PodShape shapes = new PodShape();
  private final PodIndex podsByUid = new PodIndex(pod -> pod.uidHigh, pod -> pod.uidLow);
  private final PodIndex podsByName = new PodIndex(pod -> pod.nameHigh, pod -> pod.nameLow);
  private final Agenda<TrackedPod> withdrawals = new Agenda<>();
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
    pod.shape = shapes.of(snapshot);
    pod.revision = snapshot.getRevision();
    pod.inQuestion = true;
    pod.published = true;
    pod.take(snapshot);
    images.update(pod.template, pod.template);
    scheduleWithdrawal(pod, snapshot);
  }

  /** Takes a pod's newest shape. */
  void observe(PodObservation observation) {
    PodSnapshot snapshot = observation.snapshot();
    TrackedPod pod = podsByUid.get(ShortKey.of(snapshot.getUid()));
    if (pod == null) {
      removeNamesake(snapshot);
    }
    if (observation.ended()) {
      if (pod != null) {
        remove(pod, snapshot);
      }
      return;
    }
    long shape = shapes.of(snapshot);
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
    TrackedPod pod = podsByUid.get(ShortKey.of(last.getUid()));
    if (pod != null) {
      remove(pod, last);
    }
  }

  /** Removes the pods that are not among these. */
  void retain(Set<String> uids) {
    Set<ShortKey> listed = uids.stream().map(ShortKey::of).collect(Collectors.toSet());
    List<TrackedPod> missing =
        podsByUid.all().stream()
            .filter(pod -> !listed.contains(new ShortKey(pod.uidHigh, pod.uidLow)))
            .sorted(Comparator.comparingLong(pod -> pod.sequence))
            .toList();
    missing.forEach(pod -> remove(pod, pod.snapshot));
  }

  /** Takes the news that an event puts a pod in question, whatever its status says. */
  void suspect(String uid) {
    TrackedPod pod = podsByUid.get(ShortKey.of(uid));
    if (pod == null || pod.terminating) {
      return;
    }
    pod.inQuestion = true;
    if (withdrawals.contains(pod) || pod.snapshot == null) {
      withdrawals.put(pod, outlet.now().plus(wellFor));
    }
    if (!pod.published && pod.snapshot != null) {
      publish(pod, pod.snapshot);
    }
  }

  /** The same for news that matters only while a pod has not come up. */
  void suspectUnlessWell(String uid) {
    TrackedPod pod = podsByUid.get(ShortKey.of(uid));
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
    TrackedPod pod = withdrawals.poll();
    boolean published = pod.published;
    pod.inQuestion = false;
    pod.published = false;
    if (pod.snapshot != null) {
      pod.countRunning(pod.snapshot);
      images.update(pod.template, pod.template);
      if (published) {
        outlet.publish(Kind.POD, key(pod.snapshot), null);
      }
    }
    pod.snapshot = null;
  }

  /** How many pods there are. */
  int size() {
    return podsByUid.size();
  }

  /** Bytes that all of it takes; see {@link MemoryEstimate}. Looks at every pod. */
  long bytes() {
    long bytes = podsByUid.bytes() + podsByName.bytes() + workloads.bytes();
    for (TrackedPod pod : podsByUid.all()) {
      bytes += pod.bytes();
    }
    return bytes;
  }

  /** Whether there is a pod with the UID. */
  boolean has(String uid) {
    return podsByUid.get(ShortKey.of(uid)) != null;
  }

  /** The living pod of that name; null where there is none. */
  @Nullable TrackedPod named(String namespace, String name) {
    return podsByName.get(TrackedPod.nameOf(namespace, name));
  }

  /**
   * Whoever reads snapshots goes by their time first, so that must not go back either; nor does it
   * lie ahead of the time at which the snapshot came.
   */
  private PodSnapshot revised(TrackedPod pod, PodSnapshot snapshot) {
    Instant now = outlet.now();
    Instant at = snapshot.getObservedAt().isAfter(now) ? now : snapshot.getObservedAt();
    PodSnapshot before = pod.snapshot;
    if (before != null && before.getObservedAt().isAfter(at)) {
      at = before.getObservedAt();
    }
    return PodSnapshot.newBuilder(snapshot).setRevision(pod.revision).setObservedAt(at).build();
  }

  private TrackedPod add(PodSnapshot snapshot) {
    TrackedPod pod = new TrackedPod(snapshot, workloads.templateOf(snapshot), sequence++);
    podsByUid.put(pod);
    podsByName.put(pod);
    workloads.add(pod);
    return pod;
  }

  private void take(TrackedPod pod, PodSnapshot next) {
    pod.inQuestion |= PodHealth.isTroubled(next, outlet.now(), wellFor);
    PodTemplate templateBefore = pod.template;
    String nodeBefore = pod.node;
    long[] runningBefore = pod.runningSince;
    pod.take(next);
    move(pod, next);
    if (pod.template != templateBefore
        || !Objects.equals(pod.node, nodeBefore)
        || !Arrays.equals(pod.runningSince, runningBefore)) {
      images.update(templateBefore, pod.template);
    }
    if (pod.inQuestion) {
      publish(pod, next);
    }
    departed.reconsider(pod.template.workload);
    scheduleWithdrawal(pod, next);
  }

  /** Puts the pod among those of another template if it has come to ask for other images. */
  private void move(TrackedPod pod, PodSnapshot next) {
    if (!pod.template.fits(next)) {
      workloads.remove(pod);
      pod.template = workloads.templateOf(next);
      workloads.add(pod);
    }
  }

  private void scheduleWithdrawal(TrackedPod pod, PodSnapshot next) {
    boolean well = PodHealth.isWell(next);
    if (!well) {
      withdrawals.remove(pod);
    } else if (!pod.inQuestion) {
      pod.snapshot = null;
    } else if (!withdrawals.contains(pod)) {
      withdrawals.put(pod, outlet.now().plus(wellFor));
    }
  }

  private void publish(TrackedPod pod, PodSnapshot snapshot) {
    pod.published = true;
    outlet.publish(Kind.POD, key(snapshot), snapshot);
  }

  private static String key(PodSnapshot pod) {
    return Keys.pod(pod.getCluster(), pod.getUid());
  }

  /** Names are unique among living pods: another pod of the same name means this one has gone. */
  private void removeNamesake(PodSnapshot snapshot) {
    TrackedPod namesake = podsByName.get(TrackedPod.nameOf(snapshot));
    if (namesake != null) {
      remove(namesake, namesake.snapshot);
    }
  }

  private void remove(TrackedPod pod, @Nullable PodSnapshot last) {
    podsByUid.remove(pod);
    podsByName.remove(pod);
    withdrawals.remove(pod);
    workloads.remove(pod);
    images.remove(pod.template);
    if (pod.published && last != null) {
      pod.revision++;
      departed.add(revised(pod, last));
    }
    departed.reconsider(pod.template.workload);
  }
}
