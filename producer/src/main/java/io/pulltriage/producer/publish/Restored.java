package io.pulltriage.producer.publish;

import io.pulltriage.schemas.ClusterStatus;
import io.pulltriage.schemas.ImageUsage;
import io.pulltriage.schemas.NodeSnapshot;
import io.pulltriage.schemas.PodSnapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Kafka has of a cluster from the time before a start: the newest record of each key.
 *
 * @param pods its pods
 * @param nodes its nodes
 * @param images its images
 * @param status how its collection stood; null where it never was collected
 */
public record Restored(
    List<PodSnapshot> pods,
    List<NodeSnapshot> nodes,
    List<ImageUsage> images,
    @Nullable ClusterStatus status) {

  /** Copies the lists. */
  public Restored {
    pods = List.copyOf(pods);
    nodes = List.copyOf(nodes);
    images = List.copyOf(images);
  }

  /** Nothing, as of a cluster that is new. */
  public static Restored nothing() {
    return new Restored(List.of(), List.of(), List.of(), null);
  }
}
