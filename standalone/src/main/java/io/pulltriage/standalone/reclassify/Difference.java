package io.pulltriage.standalone.reclassify;

import io.pulltriage.schemas.Incident;
import org.jspecify.annotations.Nullable;

/**
 * An incident that today's rules see otherwise.
 *
 * @param change what differs
 * @param before as the topic has it; null for one that was added
 * @param after by today's rules; null for one that was removed
 */
public record Difference(Change change, @Nullable Incident before, @Nullable Incident after) {

  /** What differs. */
  public enum Change {
    /** There was none. */
    ADDED,
    /** There is none any more. */
    REMOVED,
    /** It has another cause. */
    CAUSE,
    /** It has the same cause, but that is surer or less sure. */
    CONFIDENCE
  }

  /** The incident, by today's rules if there is one by them. */
  public Incident incident() {
    Incident either = after == null ? before : after;
    if (either == null) {
      throw new IllegalStateException("a difference has at least one side");
    }
    return either;
  }
}
