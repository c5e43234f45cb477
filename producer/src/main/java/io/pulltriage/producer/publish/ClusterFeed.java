package io.pulltriage.producer.publish;

import io.pulltriage.producer.publish.Publication.Kind;
import io.pulltriage.producer.translate.PodObservation;
import io.pulltriage.producer.translate.PublicText;
import io.pulltriage.producer.wire.Fact;
import io.pulltriage.schemas.Keys;
import io.pulltriage.schemas.NodeSnapshot;
import io.pulltriage.schemas.PodEvent;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides what of one cluster is published, and when: nodes as they change, pods while they are in
 * question, the events that bear on images and starts, the usage of images, and the state of the
 * collection itself. It has no clock: every call says what time it is, and a time before the newest
 * counts as that. Not thread-safe.
 *
 * <p>Whatever falls due before a time is published, with the time it fell due, before anything of
 * that time.
 */
public final class ClusterFeed {

  private final Outlet outlet;
  private final NodeLedger nodes;
  private final ImageLedger images;
  private final DepartedPods departed;
  private final PodLedger pods;
  private final EventAddresses addresses;
  private final PullWatch pulls;
  private final StatusLedger status;
  private final List<Timed> timed;

  /** A feed that knows nothing yet; nothing is published before the first call. */
  public ClusterFeed(String cluster, FeedConfig config, PublicationSink sink) {
    outlet = new Outlet(sink);
    nodes = new NodeLedger(outlet, cluster);
    images = new ImageLedger(outlet, nodes, cluster, config);
    Workloads workloads = new Workloads();
    departed = new DepartedPods(outlet, workloads, config.successorWindow());
    pods = new PodLedger(outlet, workloads, departed, images, config.wellFor());
    addresses = new EventAddresses(outlet, pods, this::tell);
    pulls = new PullWatch(pods, config.pullingFor());
    status = new StatusLedger(outlet, cluster, config.heartbeat());
    // The status last: it says that all before it has been published.
    timed = List.of(departed, pods, addresses, pulls, images, status);
  }

  /** The newest time it was told. */
  public Instant now() {
    return outlet.now();
  }

  /**
   * What Kafka has from before, to be told before anything else: revisions go on from there, and
   * what the first complete lists do not have any more gets its last snapshot or a tombstone.
   */
  public void restore(Restored before, Instant at) {
    advanceTo(at);
    before.nodes().forEach(nodes::restore);
    before.images().forEach(images::restore);
    before.pods().forEach(pods::restore);
    if (before.status() != null) {
      status.restore(before.status());
    }
  }

  /** Events since then could not be kept; told as a time for which not all is known. */
  public void lost(Instant since, Instant at) {
    advanceTo(at);
    status.lost(since);
  }

  /** The cluster is being watched, from now or again. */
  public void connected(Instant at) {
    advanceTo(at);
    status.connected();
  }

  /** The watch was lost; the reason is masked before it is published. */
  public void disconnected(Instant at, String reason) {
    advanceTo(at);
    status.disconnected(PublicText.of(reason));
  }

  /** The initial lists are complete. */
  public void synced(Instant at) {
    advanceTo(at);
    status.synced();
  }

  /** A pod is there or has changed; saying the same again does nothing. */
  public void pod(PodObservation pod, Instant at) {
    advanceTo(at);
    status.seen();
    pods.observe(pod);
    pulls.told(pod.snapshot().getUid());
    addresses.claimed(pod).forEach(this::tell);
  }

  /** A pod has been deleted; this was its last shape. */
  public void podDeleted(PodObservation last, Instant at) {
    advanceTo(at);
    status.seen();
    pods.remove(last.snapshot());
    if (last.mirrorOf() != null) {
      addresses.forgetGone();
    }
  }

  /** A list of all pods is complete: those that are not among these UIDs went unseen. */
  public void retainPods(Set<String> uids, Instant at) {
    advanceTo(at);
    status.seen();
    pods.retain(uids);
    addresses.forgetGone();
    images.recountRestored();
  }

  /** A node is there or has changed; heartbeats are no change. */
  public void node(NodeSnapshot node, Instant at) {
    advanceTo(at);
    status.seen();
    if (nodes.observe(node)) {
      images.nodeChanged(node.getName());
    }
  }

  /** A node has been deleted. */
  public void nodeDeleted(String name, Instant at) {
    advanceTo(at);
    status.seen();
    nodes.remove(name);
    images.nodeChanged(name);
  }

  /** A list of all nodes is complete: those that are not among these names went unseen. */
  public void retainNodes(Set<String> names, Instant at) {
    advanceTo(at);
    status.seen();
    nodes.retain(names);
  }

  /**
   * An event about a pod's image or start. Each delivery is published, also one told before; one
   * whose pod is not known yet when that is, if its UID alone does not tell the pod.
   */
  public void event(PodEvent event, Instant at) {
    advanceTo(at);
    status.seen();
    PodEvent addressed = addresses.addressed(notAhead(event));
    if (addressed != null) {
      tell(addressed);
    }
  }

  /** A node's clock may be ahead, but nothing has happened after it was told. */
  private PodEvent notAhead(PodEvent event) {
    Instant now = outlet.now();
    return event.getLastSeen().isAfter(now)
        ? PodEvent.newBuilder(event)
            .setLastSeen(now)
            .setFirstSeen(event.getFirstSeen().isAfter(now) ? now : event.getFirstSeen())
            .build()
        : event;
  }

  private void tell(PodEvent event) {
    outlet.publish(Kind.POD_EVENT, Keys.pod(event.getCluster(), event.getPodUid()), event);
    switch (event.getReason()) {
      case "Pulling" -> pulls.started(event);
      case "Pulled" -> pulls.ended(event);
      // A secret may be missing without harm.
      case "FailedToRetrieveImagePullSecret" -> pods.suspectUnlessWell(event.getPodUid());
      default -> {
        pulls.ended(event);
        pods.suspect(event.getPodUid());
      }
    }
  }

  /** Whatever a watch told. */
  public void take(Fact fact, Instant at) {
    if (fact instanceof Fact.PodSeen seen) {
      pod(seen.pod(), at);
    } else if (fact instanceof Fact.PodDeleted deleted) {
      podDeleted(deleted.last(), at);
    } else if (fact instanceof Fact.NodeSeen seen) {
      node(seen.node(), at);
    } else if (fact instanceof Fact.NodeDeleted deleted) {
      nodeDeleted(deleted.name(), at);
    } else if (fact instanceof Fact.EventSeen seen) {
      event(seen.event(), at);
    } else if (fact instanceof Fact.EventSkipped || fact instanceof Fact.EventExpired) {
      seen(at);
    } else if (fact instanceof Fact.PodsListed listed) {
      retainPods(listed.uids(), at);
    } else if (fact instanceof Fact.NodesListed listed) {
      retainNodes(listed.names(), at);
    } else if (fact instanceof Fact.WatchLost lost) {
      disconnected(at, lost.reason());
    }
  }

  /** Other signs of life, such as an event about something else. */
  public void seen(Instant at) {
    advanceTo(at);
    status.seen();
  }

  /** How many pods are known to be there. */
  public int livingPods() {
    return pods.size();
  }

  /**
   * Bytes of heap that the pods and images take, estimated from what there is of each. Looks at
   * every pod, so not to be asked for all the time.
   */
  public long heldBytes() {
    return pods.bytes() + images.bytes();
  }

  /** Time has come so far: publishes what fell due before. */
  public void advanceTo(Instant time) {
    status.expect(time);
    runDue(time);
    outlet.moveTo(time);
  }

  /**
   * Nothing more will come: publishes what falls due by then, what was held back, and a last
   * status.
   */
  public void finish(Instant end) {
    status.expect(end);
    runDue(end.plusMillis(1));
    outlet.moveTo(end);
    addresses.finish();
    images.flush();
    status.finish();
  }

  private void runDue(Instant before) {
    Timed due = nextDue(before);
    while (due != null) {
      due.runNext();
      due = nextDue(before);
    }
  }

  /** The first part with something due before the time, moved to when it fell due; or null. */
  private @Nullable Timed nextDue(Instant before) {
    Timed first = null;
    Instant earliest = before;
    for (Timed part : timed) {
      Instant next = part.next();
      if (next != null && next.isBefore(earliest)) {
        first = part;
        earliest = next;
      }
    }
    if (first != null) {
      outlet.moveTo(earliest);
    }
    return first;
  }
}
