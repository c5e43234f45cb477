package io.pulltriage.streams.query;

import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record that the read model has taken in.
 *
 * @param kind what it is about
 * @param id the record's key
 * @param value the new state; null for what was withdrawn, and for {@link Kind#UNREADABLE}
 * @param partition where it stands, as a number over all topics that are followed
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
    /** A silence; nobody follows these over REST. */
    SILENCE,
    /** What sinks were told; nobody follows these over REST. */
    ALERT,
    /** Something that cannot be read: whoever follows has missed a change. */
    UNREADABLE
  }

  /** Hears of changes, on the thread that reads; must return at once. */
  @FunctionalInterface
  public interface Listener {

    /** Something is different: the read model answers so by now. */
    void changed(Kind kind, String id);
  }
}
