package io.pulltriage.producer.watch;

import io.pulltriage.producer.wire.Fact;
import io.pulltriage.producer.wire.StreamKind;

/** Hears what a stream tells, on its cluster's executor. */
interface StreamObserver {

  /** Something that was listed or watched. */
  void fact(StreamKind kind, Fact fact);

  /** An object that cannot be used. */
  void unusable(StreamKind kind, String reason);

  /** A complete list has been told. */
  void listed(StreamKind kind);

  /** A watch has begun. */
  void watching(StreamKind kind);

  /** The watch was too far behind; a list is read again. What came in between may be lost. */
  void expired(StreamKind kind, String reason);

  /** The stream has ended and does not go on by itself. */
  void failed(StreamKind kind, String reason);

  /** Whether there is room for more; without, nothing more is read until {@code resume}. */
  boolean hasRoom();
}
