package io.pulltriage.streams.alert.decide;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Severity;
import io.pulltriage.streams.alert.subject.Subject;
import java.time.Instant;
import java.util.Optional;

/**
 * What a sink was told of a subject. Immutable.
 *
 * @param open whether it was told that it began, and not yet that it is over
 * @param cause the cause that it was told
 * @param severity the severity that it was told
 * @param partOf the outbreak that it was told as part of
 * @param at when it was told last
 * @param messages how many messages it was sent
 * @param backlog whether it was failing already when alerting began for this sink
 * @param digest whether it was told as part of a digest
 */
public record Told(
    boolean open,
    Cause cause,
    Severity severity,
    Optional<String> partOf,
    Instant at,
    int messages,
    boolean backlog,
    boolean digest) {

  /** Nothing yet. */
  public static Told nothing(boolean backlog) {
    return new Told(
        false, Cause.UNKNOWN, Severity.WARNING, Optional.empty(), Instant.EPOCH, 0, backlog, false);
  }

  /** What it was told after a message of this change. */
  public Told after(Change change, Subject subject, Instant time, boolean inDigest) {
    return new Told(
        change != Change.RESOLVED,
        subject.cause(),
        subject.severity(),
        subject.partOf(),
        time,
        change == Change.REFRESHED ? messages : messages + 1,
        backlog && change != Change.RESOLVED,
        change == Change.OPENED ? inDigest : digest && change != Change.RESOLVED);
  }

  /** Whether a subject is no longer what was told. */
  boolean differsFrom(Subject subject, boolean outbreakCounts) {
    return cause != subject.cause()
        || severity != subject.severity()
        || (outbreakCounts && !partOf.equals(subject.partOf()));
  }
}
