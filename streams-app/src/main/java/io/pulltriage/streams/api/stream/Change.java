package io.pulltriage.streams.api.stream;

import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record on one of the topics that are followed.
 *
 * @param kind what it is about
 * @param id the record's key
 * @param value the new state; null for what was withdrawn, and for {@link Kind#UNREADABLE}
 * @param partition where it stands, as a number over all topics
 * @param offset where it stands in the partition
 */
public record Change(
    Kind kind, String id, @Nullable SpecificRecord value, int partition, long offset) {

  /** What a change is about. */
  public enum Kind {
    /** An incident. */
    INCIDENT,
    /** An outbreak. */
    OUTBREAK,
    /** How a cluster's collection stands. */
    CLUSTER,
    /** Something that cannot be read: whoever follows has missed a change. */
    UNREADABLE
  }
}
