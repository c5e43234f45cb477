package io.pulltriage.producer.wire;

import io.pulltriage.producer.translate.PodObservation;
import io.pulltriage.schemas.NodeSnapshot;
import io.pulltriage.schemas.PodEvent;
import java.util.Set;

/** Something that a watch tells. */
public sealed interface Fact {

  /** A pod is there or has changed. */
  record PodSeen(PodObservation pod) implements Fact {}

  /** A pod was deleted; this was its last shape. */
  record PodDeleted(PodObservation last) implements Fact {}

  /** A node is there or has changed. */
  record NodeSeen(NodeSnapshot node) implements Fact {}

  /** A node was deleted. */
  record NodeDeleted(String name) implements Fact {}

  /** An event about a pod's image or start. */
  record EventSeen(PodEvent event) implements Fact {}

  /** An event about something else. */
  record EventSkipped(String reason) implements Fact {}

  /** An event was deleted, as all are after a while. */
  record EventExpired() implements Fact {}

  /** A list is complete: pods that are not among these UIDs are gone. */
  record PodsListed(Set<String> uids) implements Fact {}

  /** A list is complete: nodes that are not among these names are gone. */
  record NodesListed(Set<String> names) implements Fact {}

  /** The watch was lost. */
  record WatchLost(String reason) implements Fact {}
}
