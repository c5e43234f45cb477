package io.pulltriage.testkit.fleet;

import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * One record that a producer would publish.
 *
 * @param topic where to
 * @param key its key
 * @param value its value; null for a tombstone
 * @param time the record's timestamp
 */
public record Fact(Topic topic, String key, @Nullable SpecificRecord value, Instant time) {

  /** The producer's topics. */
  public enum Topic {
    /** Values are {@link io.pulltriage.schemas.PodEvent}s. */
    POD_EVENTS,
    /** Values are {@link io.pulltriage.schemas.PodSnapshot}s. */
    PODS,
    /** Values are {@link io.pulltriage.schemas.NodeSnapshot}s. */
    NODES,
    /** Values are {@link io.pulltriage.schemas.ImageUsage}s. */
    IMAGES,
    /** Values are {@link io.pulltriage.schemas.ClusterStatus}es. */
    CLUSTERS
  }
}
