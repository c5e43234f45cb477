package io.pulltriage.streams.topology.diagnosis;

import io.pulltriage.schemas.ImageUsage;
import io.pulltriage.schemas.NodeSnapshot;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.internal.Episode;
import io.pulltriage.schemas.internal.PodState;
import io.pulltriage.schemas.internal.Signal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A pod as a diagnosis sees it: its own state, with its node and the use of its image beside it.
 *
 * @param state facts about the pod
 * @param node its node, if that is known
 * @param usage how its first suspect image is used in the cluster, if that is known
 * @param episodes its failure windows
 */
public record PodView(
    PodState state,
    Optional<NodeSnapshot> node,
    Optional<ImageUsage> usage,
    List<Episode> episodes) {

  /** The failure windows are those of the state. */
  public PodView(PodState state, @Nullable NodeSnapshot node, @Nullable ImageUsage usage) {
    this(state, Optional.ofNullable(node), Optional.ofNullable(usage), state.getEpisodes());
  }

  Optional<PodSnapshot> pod() {
    return state.getPod();
  }

  List<Signal> signals() {
    return state.getSignals();
  }

  Optional<Instant> removedAt() {
    return state.getRemovedAt();
  }

  PodView with(List<Episode> other) {
    return other == episodes ? this : new PodView(state, node, usage, other);
  }
}
