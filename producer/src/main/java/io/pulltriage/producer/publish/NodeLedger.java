package io.pulltriage.producer.publish;

import io.pulltriage.producer.publish.Publication.Kind;
import io.pulltriage.schemas.Keys;
import io.pulltriage.schemas.NodeSnapshot;
import io.pulltriage.schemas.Records;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The nodes of a cluster; each is published when what is told of it changes. */
final class NodeLedger {

  private final Outlet outlet;
  private final String cluster;
  private final Map<String, NodeSnapshot> nodesByName = new HashMap<>();

  NodeLedger(Outlet outlet, String cluster) {
    this.outlet = outlet;
    this.cluster = cluster;
  }

  void restore(NodeSnapshot node) {
    nodesByName.put(node.getName(), node);
  }

  @Nullable NodeSnapshot get(String name) {
    return nodesByName.get(name);
  }

  /** Takes a node's newest shape; whether it is new or moved, or another machine of that name. */
  boolean observe(NodeSnapshot node) {
    NodeSnapshot before = nodesByName.get(node.getName());
    if (before != null && Records.equal(shapeOf(before), shapeOf(node))) {
      return false;
    }
    long revision = before == null ? 0 : before.getRevision() + 1;
    Instant now = outlet.now();
    NodeSnapshot next =
        NodeSnapshot.newBuilder(node)
            .setRevision(revision)
            .setObservedAt(node.getObservedAt().isAfter(now) ? now : node.getObservedAt())
            .build();
    nodesByName.put(node.getName(), next);
    outlet.publish(Kind.NODE, Keys.node(cluster, node.getName()), next);
    return before == null
        || !before.getZone().equals(next.getZone())
        || !platform(before).equals(platform(next));
  }

  void remove(String name) {
    if (nodesByName.remove(name) != null) {
      outlet.publish(Kind.NODE, Keys.node(cluster, name), null);
    }
  }

  void retain(Set<String> names) {
    List<String> missing =
        nodesByName.keySet().stream().filter(name -> !names.contains(name)).sorted().toList();
    missing.forEach(this::remove);
  }

  static String platform(NodeSnapshot node) {
    return node.getOperatingSystem() + '/' + node.getArchitecture();
  }

  /** What changes with every heartbeat is not part of a shape. */
  private static NodeSnapshot shapeOf(NodeSnapshot node) {
    return NodeSnapshot.newBuilder(node)
        .setObservedAt(Instant.EPOCH)
        .setResourceVersion("")
        .setRevision(0)
        .build();
  }
}
