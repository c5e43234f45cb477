package io.pulltriage.producer.publish;

import io.pulltriage.schemas.ClusterKey;
import io.pulltriage.schemas.Topics;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * One record on its way to Kafka.
 *
 * @param kind which topic it goes to
 * @param key its key, as {@link io.pulltriage.schemas.Keys} builds it
 * @param value its value; null for a tombstone
 * @param time the record's timestamp; never goes back within a cluster
 */
public record Publication(Kind kind, String key, @Nullable SpecificRecord value, Instant time) {

  /** The cluster that it is about. */
  public String cluster() {
    return ClusterKey.parse(key).cluster();
  }

  /** The producer's topics. */
  public enum Kind {
    /** Values are {@link io.pulltriage.schemas.PodEvent}s. */
    POD_EVENT,
    /** Values are {@link io.pulltriage.schemas.PodSnapshot}s. */
    POD,
    /** Values are {@link io.pulltriage.schemas.NodeSnapshot}s. */
    NODE,
    /** Values are {@link io.pulltriage.schemas.ImageUsage}s. */
    IMAGE,
    /** Values are {@link io.pulltriage.schemas.ClusterStatus}es. */
    CLUSTER;

    /** The topic of this kind. */
    public String topicIn(Topics topics) {
      return switch (this) {
        case POD_EVENT -> topics.podEvents();
        case POD -> topics.pods();
        case NODE -> topics.nodes();
        case IMAGE -> topics.images();
        case CLUSTER -> topics.clusters();
      };
    }
  }
}
