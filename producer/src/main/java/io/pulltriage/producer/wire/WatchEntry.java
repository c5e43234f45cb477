package io.pulltriage.producer.wire;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One line of a watch, or one object of a list. */
public sealed interface WatchEntry {

  /** Position of an entry whose resource version says nothing. */
  long UNKNOWN_VERSION = -1;

  /** What a change does to its object. */
  enum Change {
    ADDED,
    MODIFIED,
    DELETED
  }

  /**
   * An object was added, modified or deleted.
   *
   * @param change which of these
   * @param id what tells the object from others of its kind
   * @param version its resource version
   * @param time when it took this shape; null where it does not tell
   * @param aged whether it had a life before it took this shape: added, it comes from a list
   * @param fact what that tells
   */
  record Changed(
      Change change, String id, long version, @Nullable Instant time, boolean aged, Fact fact)
      implements WatchEntry {}

  /**
   * A mark in the stream.
   *
   * @param version resource version up to which the stream has told all
   * @param endsList whether the objects of the initial list stand before it
   */
  record Bookmark(long version, boolean endsList) implements WatchEntry {}

  /**
   * The watch was refused further service.
   *
   * @param expired whether it fell so far behind that it must begin with a list again (410 Gone)
   * @param message what the server said
   */
  record Failed(boolean expired, String message) implements WatchEntry {}
}
