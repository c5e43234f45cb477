package io.pulltriage.streams.topology.diagnosis;

import io.pulltriage.schemas.Evidence;
import io.pulltriage.schemas.EvidenceSource;
import io.pulltriage.schemas.NodeCondition;
import io.pulltriage.schemas.NodeSnapshot;
import java.util.List;

/** What a node's conditions say of its own troubles. Pure. */
final class NodeTrouble {

  private NodeTrouble() {}

  /** A sentence for each condition that is not as it should be. */
  static List<Evidence> of(NodeSnapshot node) {
    return node.getConditions().stream()
        .filter(NodeTrouble::isTrouble)
        .map(condition -> evidence(node, condition))
        .toList();
  }

  private static boolean isTrouble(NodeCondition condition) {
    String well = condition.getType().equals("Ready") ? "True" : "False";
    return !condition.getStatus().equals(well);
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
