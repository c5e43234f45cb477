package io.pulltriage.streams.topology.diagnosis;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Evidence;
import io.pulltriage.schemas.EvidenceSource;
import io.pulltriage.schemas.NodeCondition;
import io.pulltriage.schemas.NodeSnapshot;
import java.util.List;
import java.util.Set;

/** What a node's conditions say of its own troubles. Pure. */
final class NodeTrouble {

  /**
   * Conditions that should be false: the kubelet's, the network's and those of the node problem
   * detector. Others may be good news, such as {@code EtcdIsVoter}.
   */
  private static final Set<String> TROUBLES =
      Set.of(
          "MemoryPressure",
          "DiskPressure",
          "PIDPressure",
          "NetworkUnavailable",
          "KernelDeadlock",
          "ReadonlyFilesystem",
          "CorruptDockerOverlay2",
          "KubeletUnhealthy",
          "ContainerRuntimeUnhealthy",
          "FrequentKubeletRestart",
          "FrequentContainerdRestart",
          "FrequentDockerRestart");

  private NodeTrouble() {}

  /** Whether a node's own troubles may bring a cause about. */
  static boolean concerns(Cause cause) {
    return switch (cause) {
      case TAG_NOT_FOUND,
          REPOSITORY_NOT_FOUND,
          NOT_FOUND_OR_PRIVATE,
          INVALID_IMAGE_NAME,
          UNAUTHENTICATED,
          FORBIDDEN,
          PULL_SECRET_MISSING,
          PULL_SECRET_INVALID,
          RATE_LIMITED,
          QUOTA_EXCEEDED,
          PLATFORM_MISMATCH,
          UNSUPPORTED_FORMAT,
          POLICY_REJECTED,
          NEVER_PULL,
          EXEC_FORMAT,
          CONFIG_ERROR,
          COMMAND_NOT_FOUND ->
          false;
      case KUBELET_THROTTLED,
          DNS_FAILURE,
          NETWORK_TIMEOUT,
          CONNECTION_FAILED,
          PROXY_FAILURE,
          TLS_FAILURE,
          REGISTRY_ERROR,
          DISK_FULL,
          IMAGE_CORRUPT,
          RUNTIME_FAILURE,
          PULL_CANCELLED,
          PULL_STALLED,
          NO_DETAIL,
          UNKNOWN,
          CRASH_LOOP,
          OOM_KILLED,
          START_FAILED ->
          true;
    };
  }

  /** A sentence for each condition that is not as it should be. */
  static List<Evidence> of(NodeSnapshot node) {
    return node.getConditions().stream()
        .filter(NodeTrouble::isTrouble)
        .map(condition -> evidence(node, condition))
        .toList();
  }

  private static boolean isTrouble(NodeCondition condition) {
    return condition.getType().equals("Ready")
        ? !condition.getStatus().equals("True")
        : TROUBLES.contains(condition.getType()) && !condition.getStatus().equals("False");
  }

  private static Evidence evidence(NodeSnapshot node, NodeCondition condition) {
    String reason = condition.getReason().isEmpty() ? "" : " (" + condition.getReason() + ")";
    return Evidence.newBuilder()
        .setSource(EvidenceSource.NODE)
        .setReason(condition.getType())
        .setMessage(
            "Node %s reports %s=%s%s."
                .formatted(node.getName(), condition.getType(), condition.getStatus(), reason))
        .setAt(condition.getSince().orElse(node.getObservedAt()))
        .build();
  }
}
