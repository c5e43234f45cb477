package io.pulltriage.producer.translate;

import static java.util.Objects.requireNonNullElse;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeSpec;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.NodeSystemInfo;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.pulltriage.schemas.NodeCondition;
import io.pulltriage.schemas.NodeSnapshot;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns a node into what may be published of it. Pure. */
public final class NodeTranslation {

  private static final String ZONE = "topology.kubernetes.io/zone";
  private static final String LEGACY_ZONE = "failure-domain.beta.kubernetes.io/zone";
  private static final String REGION = "topology.kubernetes.io/region";
  private static final String LEGACY_REGION = "failure-domain.beta.kubernetes.io/region";
  private static final String INSTANCE_TYPE = "node.kubernetes.io/instance-type";
  private static final String LEGACY_INSTANCE_TYPE = "beta.kubernetes.io/instance-type";
  private static final String ARCHITECTURE = "kubernetes.io/arch";
  private static final String LEGACY_ARCHITECTURE = "beta.kubernetes.io/arch";
  private static final String OPERATING_SYSTEM = "kubernetes.io/os";
  private static final String LEGACY_OPERATING_SYSTEM = "beta.kubernetes.io/os";

  private NodeTranslation() {}

  /**
   * Translates a node; the snapshot's revision is 0.
   *
   * @throws TranslationException when it has no name or UID
   */
  public static NodeSnapshot translate(String cluster, Node node) {
    ObjectMeta metadata = Metadata.of(node);
    NodeSpec spec = requireNonNullElse(node.getSpec(), new NodeSpec());
    NodeStatus status = requireNonNullElse(node.getStatus(), new NodeStatus());
    Map<String, String> labels = requireNonNullElse(metadata.getLabels(), Map.of());
    return withSystem(
            NodeSnapshot.newBuilder(),
            requireNonNullElse(status.getNodeInfo(), new NodeSystemInfo()),
            labels)
        .setCluster(cluster)
        .setName(metadata.getName())
        .setZone(label(labels, ZONE, LEGACY_ZONE))
        .setRegion(label(labels, REGION, LEGACY_REGION))
        .setInstanceType(label(labels, INSTANCE_TYPE, LEGACY_INSTANCE_TYPE))
        .setUnschedulable(Boolean.TRUE.equals(spec.getUnschedulable()))
        .setConditions(conditions(status, ServerTime.of(metadata)))
        .setObservedAt(observedAt(metadata, status))
        .setResourceVersion(requireNonNullElse(metadata.getResourceVersion(), ""))
        .build();
  }

  /** The kubelet reports these late, the labels are there from the node's registration. */
  private static NodeSnapshot.Builder withSystem(
      NodeSnapshot.Builder node, NodeSystemInfo info, Map<String, String> labels) {
    return node.setArchitecture(
            firstPresent(info.getArchitecture(), label(labels, ARCHITECTURE, LEGACY_ARCHITECTURE)))
        .setOperatingSystem(
            firstPresent(
                info.getOperatingSystem(),
                label(labels, OPERATING_SYSTEM, LEGACY_OPERATING_SYSTEM)))
        .setOsImage(requireNonNullElse(info.getOsImage(), ""))
        .setKernelVersion(requireNonNullElse(info.getKernelVersion(), ""))
        .setContainerRuntime(requireNonNullElse(info.getContainerRuntimeVersion(), ""))
        .setKubeletVersion(requireNonNullElse(info.getKubeletVersion(), ""));
  }

  private static List<NodeCondition> conditions(NodeStatus status, ServerTime time) {
    if (status.getConditions() == null) {
      return List.of();
    }
    return status.getConditions().stream()
        .filter(condition -> condition.getType() != null && condition.getStatus() != null)
        .map(condition -> condition(condition, time))
        .sorted(Comparator.comparing(NodeCondition::getType))
        .toList();
  }

  private static NodeCondition condition(
      io.fabric8.kubernetes.api.model.NodeCondition condition, ServerTime time) {
    return NodeCondition.newBuilder()
        .setType(condition.getType())
        .setStatus(condition.getStatus())
        .setReason(PublicText.orEmpty(condition.getReason()))
        .setSince(time.bounded(Timestamps.parse(condition.getLastTransitionTime())))
        .build();
  }

  private static Instant observedAt(ObjectMeta metadata, NodeStatus status) {
    Instant managed = Timestamps.managed(metadata);
    if (managed != null) {
      return managed;
    }
    Stream<@Nullable Instant> conditions =
        status.getConditions() == null
            ? Stream.empty()
            : status.getConditions().stream()
                .flatMap(
                    condition ->
                        Stream.of(
                            condition.getLastHeartbeatTime(), condition.getLastTransitionTime()))
                .map(Timestamps::parse);
    Instant newest =
        Timestamps.newest(Stream.concat(conditions, Stream.of(Timestamps.created(metadata))));
    return requireNonNullElse(newest, Instant.EPOCH);
  }

  private static @Nullable String label(Map<String, String> labels, String current, String legacy) {
    String value = labels.get(current);
    return value != null && !value.isEmpty() ? value : emptyToNull(labels.get(legacy));
  }

  private static String firstPresent(@Nullable String first, @Nullable String second) {
    String present = emptyToNull(first);
    return present != null ? present : requireNonNullElse(second, "");
  }

  private static @Nullable String emptyToNull(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }
}
