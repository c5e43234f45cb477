package io.pulltriage.streams.testing;

import io.pulltriage.producer.publish.Publication;
import io.pulltriage.producer.publish.Publication.Kind;
import io.pulltriage.schemas.ClusterStatus;
import io.pulltriage.schemas.ImageReferences;
import io.pulltriage.schemas.ImageUsage;
import io.pulltriage.schemas.Keys;
import io.pulltriage.schemas.NodeSnapshot;
import io.pulltriage.schemas.PodEvent;
import io.pulltriage.schemas.PodSnapshot;
import java.time.Instant;
import java.util.List;

/** Facts as a producer publishes them. */
public final class Facts {

  private Facts() {}

  /** A pod's shape, when it took it. */
  public static Publication pod(PodSnapshot pod) {
    return new Publication(
        Kind.POD, Keys.pod(pod.getCluster(), pod.getUid()), pod, pod.getObservedAt());
  }

  /** The pod is gone, or has been well for a while. */
  public static Publication withdrawal(PodSnapshot pod, Instant at) {
    return new Publication(Kind.POD, Keys.pod(pod.getCluster(), pod.getUid()), null, at);
  }

  /** An event, when it was last seen. */
  public static Publication event(PodEvent event) {
    return new Publication(
        Kind.POD_EVENT,
        Keys.pod(event.getCluster(), event.getPodUid()),
        event,
        event.getLastSeen());
  }

  /** A node's shape, when it took it. */
  public static Publication node(NodeSnapshot node) {
    return new Publication(
        Kind.NODE, Keys.node(node.getCluster(), node.getName()), node, node.getObservedAt());
  }

  /** An image that runs once on each of these nodes. */
  public static Publication usage(
      String cluster, String image, Instant at, List<String> nodes, List<String> platforms) {
    ImageUsage usage =
        ImageUsage.newBuilder()
            .setCluster(cluster)
            .setImage(ImageReferences.parse(image))
            .setRunningContainers(nodes.size())
            .setNodes(nodes)
            .setPlatforms(platforms)
            .setObservedAt(at)
            .build();
    return new Publication(Kind.IMAGE, Keys.image(cluster, usage.getImage()), usage, at);
  }

  /** What there was under a key is no more. */
  public static Publication tombstone(Publication of, Instant at) {
    return new Publication(of.kind(), of.key(), null, at);
  }

  /** All facts of a cluster up to a time have been published. */
  public static Publication time(String cluster, Instant time) {
    return new Publication(
        Kind.CLUSTER,
        cluster,
        ClusterStatus.newBuilder()
            .setCluster(cluster)
            .setConnected(true)
            .setSynced(true)
            .setSince(Instant.EPOCH)
            .setObservedAt(time)
            .build(),
        time);
  }
}
