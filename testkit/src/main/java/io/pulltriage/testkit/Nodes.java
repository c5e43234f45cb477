package io.pulltriage.testkit;

import io.pulltriage.schemas.NodeCondition;
import io.pulltriage.schemas.NodeSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a {@link NodeSnapshot}: an amd64 Linux node with containerd 2, unless told otherwise. */
public final class Nodes {

  private final NodeSnapshot.Builder node;
  private final List<NodeCondition> conditions = new ArrayList<>();

  private Nodes(String cluster, String name) {
    node =
        NodeSnapshot.newBuilder()
            .setCluster(cluster)
            .setName(name)
            .setArchitecture("amd64")
            .setOperatingSystem("linux")
            .setContainerRuntime("containerd://2.1.4")
            .setKubeletVersion("v1.34.1")
            .setObservedAt(Pods.LONG_AGO);
  }

  /** A node that takes pods. */
  public static Nodes ready(String cluster, String name) {
    return new Nodes(cluster, name).condition("Ready", "True", "KubeletReady");
  }

  /** With another architecture than {@code amd64}. */
  public Nodes architecture(String architecture) {
    node.setArchitecture(architecture);
    return this;
  }

  /** With another system than {@code linux}. */
  public Nodes operatingSystem(String operatingSystem) {
    node.setOperatingSystem(operatingSystem);
    return this;
  }

  /** In a zone; otherwise in none. */
  public Nodes zone(@Nullable String zone) {
    node.setZone(zone);
    return this;
  }

  /** With a condition, in place of the one of this type if there is one. */
  public Nodes condition(String type, String status, String reason) {
    conditions.removeIf(condition -> condition.getType().equals(type));
    conditions.add(new NodeCondition(type, status, reason, null));
    return this;
  }

  /** At a time; otherwise {@link Pods#LONG_AGO}. */
  public Nodes at(Instant time) {
    node.setObservedAt(time);
    return this;
  }

  /** As the node's nth shape; otherwise the first, which is 0. */
  public Nodes revision(long revision) {
    node.setRevision(revision);
    return this;
  }

  /** The record. */
  public NodeSnapshot build() {
    return node.setConditions(List.copyOf(conditions)).build();
  }
}
