package io.pulltriage.streams.topology.incident;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A 64-bit hash over fields, to tell whether anything of them has changed since they were last
 * published. The same in every process. Not thread-safe.
 */
public final class Fingerprint {

  private long hash = 1125899906842597L;

  /** Adds a number. */
  public Fingerprint add(long value) {
    long mixed = (hash ^ value) * 0xff51afd7ed558ccdL;
    hash = mixed ^ (mixed >>> 33);
    return this;
  }

  /** Adds a text. */
  public Fingerprint add(@Nullable String text) {
    return text == null ? add(-1) : add(((long) text.length() << 32) ^ text.hashCode());
  }

  /** Adds a constant by its name. */
  public Fingerprint add(@Nullable Enum<?> constant) {
    return add(constant == null ? null : constant.name());
  }

  /** Adds a time. */
  public Fingerprint add(@Nullable Instant time) {
    return add(time == null ? Long.MIN_VALUE : time.toEpochMilli());
  }

  /** Adds a time that may not be there. */
  public Fingerprint addTime(Optional<Instant> time) {
    return add(time.orElse(null));
  }

  /** Adds a text that may not be there. */
  public Fingerprint addText(Optional<String> text) {
    return add(text.orElse(null));
  }

  /** Adds texts in their order. */
  public Fingerprint addTexts(Collection<String> texts) {
    add(texts.size());
    texts.forEach(this::add);
    return this;
  }

  /** Adds constants in their order. */
  public Fingerprint addConstants(Collection<? extends Enum<?>> constants) {
    add(constants.size());
    for (Enum<?> constant : constants) {
      add(constant);
    }
    return this;
  }

  /** The hash. */
  public long value() {
    return hash;
  }
}
