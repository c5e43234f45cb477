package io.pulltriage.streams.query;

import java.util.Arrays;
import java.util.Optional;

/**
 * Up to where someone has heard all partitions of the topics: the next offset of each. As text it
 * is an event's id, and means the same to every instance. Not thread-safe.
 */
final class Positions {

  private static final int RADIX = Character.MAX_RADIX;
  private static final int LONGEST_TEXT = 8_192;
  private static final String SEPARATOR = ".";

  private final String topics;
  private final long[] next;

  /**
   * Positions.
   *
   * @param topics a text that stands for these very topics: others of the same names are others
   * @param next the next offset of each partition
   */
  Positions(String topics, long[] next) {
    this.topics = topics;
    this.next = next.clone();
  }

  /** The positions that a text stands for; empty if it is none, or one of other topics. */
  static Optional<Positions> parse(String text, String topics, int partitions) {
    if (text.length() > LONGEST_TEXT) {
      return Optional.empty();
    }
    String[] parts = text.split("\\.", -1);
    if (parts.length != partitions + 1 || !parts[0].equals(topics)) {
      return Optional.empty();
    }
    long[] next = new long[partitions];
    try {
      for (int i = 0; i < partitions; i++) {
        next[i] = Long.parseLong(parts[i + 1], RADIX);
      }
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
    return Optional.of(new Positions(topics, next));
  }

  Positions copy() {
    return new Positions(topics, next);
  }

  /** Whether the change has yet to be heard. */
  boolean isBefore(Change change) {
    return next[change.partition()] <= change.offset();
  }

  /** Takes the change for heard. */
  void pass(Change change) {
    advance(change.partition(), change.offset() + 1);
  }

  /** Takes all before an offset for heard. */
  void advance(int partition, long offset) {
    next[partition] = Math.max(next[partition], offset);
  }

  /** Whether these are within the bounds, in each partition. */
  boolean isBetween(Positions from, Positions to) {
    for (int i = 0; i < next.length; i++) {
      if (next[i] < from.next[i] || next[i] > to.next[i]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(topics);
    Arrays.stream(next).forEach(one -> text.append(SEPARATOR).append(Long.toString(one, RADIX)));
    return text.toString();
  }
}
