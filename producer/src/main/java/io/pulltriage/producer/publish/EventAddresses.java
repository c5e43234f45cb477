package io.pulltriage.producer.publish;

import io.pulltriage.producer.translate.PodObservation;
import io.pulltriage.schemas.PodEvent;
import io.pulltriage.schemas.PodSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the pod that an event is about where its UID does not tell. Kubelets tell of static pods
 * under a hash of their configuration, which the mirror pod names, and some sources give a name
 * alone. An event that comes before its pod waits for it. Not thread-safe.
 */
final class EventAddresses implements Timed {

  /** Events themselves live as long. */
  private static final Duration PATIENCE = Duration.ofHours(1);

  private static final int MOST_WAITING = 1000;

  /** Names are used again; clocks of nodes are this exact. */
  private static final Duration EXACTNESS = Duration.ofMinutes(1);

  /** The kubelet's MD5 of a static pod's configuration. */
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{32}");

  private final Outlet outlet;
  private final PodLedger pods;
  private final Consumer<PodEvent> unclaimed;
  private final Map<String, String> uidByMirrored = new HashMap<>();
  private final Map<String, List<PodEvent>> waiting = new LinkedHashMap<>();
  private final Agenda<String> ends = new Agenda<>();
  private int size;

  /**
   * Addresses of nothing yet.
   *
   * @param unclaimed takes events with a UID whose pod did not come
   */
  EventAddresses(Outlet outlet, PodLedger pods, Consumer<PodEvent> unclaimed) {
    this.outlet = outlet;
    this.pods = pods;
    this.unclaimed = unclaimed;
  }

  /** The event with its pod's UID; null when it has to wait for that, or its pod has gone. */
  @Nullable PodEvent addressed(PodEvent event) {
    String told = event.getPodUid();
    if (told.isEmpty()) {
      return byName(event);
    }
    String mirror = uidByMirrored.get(told);
    if (mirror != null && pods.has(mirror)) {
      return to(event, mirror);
    }
    if (!HASH.matcher(told).matches() || pods.has(told)) {
      return event;
    }
    hold(told, event);
    return null;
  }

  /** A pod is there: takes what waited for it, in the order in which it came. */
  List<PodEvent> claimed(PodObservation pod) {
    PodSnapshot snapshot = pod.snapshot();
    String uid = snapshot.getUid();
    String mirrored = pod.mirrorOf();
    if (!pods.has(uid)) {
      return List.of();
    }
    if (mirrored != null) {
      uidByMirrored.put(mirrored, uid);
    }
    if (size == 0) {
      return List.of();
    }
    List<PodEvent> found = new ArrayList<>();
    if (mirrored != null) {
      take(mirrored).forEach(event -> found.add(to(event, uid)));
    }
    for (PodEvent event : take(nameOf(snapshot.getNamespace(), snapshot.getName()))) {
      if (!isOlder(event, snapshot.getCreatedAt())) {
        found.add(to(event, uid));
      }
    }
    return found;
  }

  /** Pods have gone: forgets what they mirrored. */
  void forgetGone() {
    uidByMirrored.values().removeIf(uid -> !pods.has(uid));
  }

  /** Nothing more will come. */
  void finish() {
    Set.copyOf(waiting.keySet()).forEach(this::give);
  }

  @Override
  public @Nullable Instant next() {
    return ends.next();
  }

  @Override
  public void runNext() {
    give(ends.poll());
  }

  private @Nullable PodEvent byName(PodEvent event) {
    TrackedPod pod = pods.named(event.getNamespace(), event.getPodName());
    if (pod == null) {
      hold(nameOf(event.getNamespace(), event.getPodName()), event);
      return null;
    }
    String uid = pod.uid();
    return uid == null || isOlder(event, Instant.ofEpochMilli(pod.createdAt))
        ? null
        : to(event, uid);
  }

  private void hold(String address, PodEvent event) {
    if (size >= MOST_WAITING) {
      give(waiting.keySet().iterator().next());
    }
    waiting.computeIfAbsent(address, unused -> new ArrayList<>(1)).add(event);
    size++;
    if (!ends.contains(address)) {
      ends.put(address, outlet.now().plus(PATIENCE));
    }
  }

  private List<PodEvent> take(String address) {
    List<PodEvent> events = waiting.remove(address);
    if (events == null) {
      return List.of();
    }
    ends.remove(address);
    size -= events.size();
    return events;
  }

  private void give(String address) {
    for (PodEvent event : take(address)) {
      if (!event.getPodUid().isEmpty()) {
        unclaimed.accept(event);
      }
    }
  }

  private static boolean isOlder(PodEvent event, Instant created) {
    return event.getLastSeen().plus(EXACTNESS).isBefore(created);
  }

  private static String nameOf(String namespace, String name) {
    return namespace + '/' + name;
  }

  private static PodEvent to(PodEvent event, String uid) {
    return PodEvent.newBuilder(event).setPodUid(uid).build();
  }
}
