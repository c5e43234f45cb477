package io.pulltriage.streams.alert.decide;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Severity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

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

  /**
   * The name of the next message: the same whenever and by whomever it is sent again, so that a
   * receiver can tell a repetition.
   *
   * @param since when the subject was first met, which stays the same though earlier failures
   *     become known
   */
  public String messageId(Subject subject, Instant since, Change change) {
    return nameOf(
        List.of(
            subject.kind().name(),
            subject.id(),
            since.toString(),
            change.name(),
            Integer.toString(messages)));
  }

  /** A name that stands for texts in this order. */
  public static String nameOf(List<String> texts) {
    return UUID.nameUUIDFromBytes(String.join("\n", texts).getBytes(StandardCharsets.UTF_8))
        .toString();
  }

  /** Whether a subject is no longer what was told. */
  boolean differsFrom(Subject subject, boolean outbreakCounts) {
    return cause != subject.cause()
        || severity != subject.severity()
        || (outbreakCounts && !partOf.equals(subject.partOf()));
  }
}
