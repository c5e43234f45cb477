package io.pulltriage.streams.query;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What of the stores an answer rests on. Immutable.
 *
 * @param parts how many partitions of stores were to be looked at
 * @param missing parts that nobody could be asked about; whatever they hold is not in the answer
 * @param stale parts that a standby answered for; what is in the answer was true not long ago
 */
public record Completeness(int parts, List<MissingPart> missing, List<StalePart> stale) {

  /**
   * A partition of a store that could not be looked at.
   *
   * @param store the store's name
   * @param partition from 0
   * @param why in a few words, for people
   */
  public record MissingPart(String store, int partition, String why) {}

  /**
   * A partition of a store that was looked at in a copy.
   *
   * @param store the store's name
   * @param partition from 0
   * @param servedBy {@code host:port} of the instance that has the copy
   * @param lag how many of the committed changes the copy lacked at most, at least one; 0 if it had
   *     all of them; −1 where that cannot be told, for instance because Kafka does not answer
   * @param asOf up to which time the copy holds what its clusters told; none where that cannot be
   *     told
   */
  public record StalePart(
      String store, int partition, String servedBy, long lag, Optional<Instant> asOf) {}

  /** Sorts the parts by store and partition. */
  public Completeness {
    missing =
        missing.stream()
            .sorted(
                Comparator.comparing(MissingPart::store).thenComparingInt(MissingPart::partition))
            .toList();
    stale =
        stale.stream()
            .sorted(Comparator.comparing(StalePart::store).thenComparingInt(StalePart::partition))
            .toList();
  }

  /** Whether nothing is missing and nothing stale. */
  public boolean isComplete() {
    return missing.isEmpty() && stale.isEmpty();
  }

  /** What an answer rests on that was put together from this one and another. */
  public Completeness and(Completeness other) {
    return new Completeness(
        parts + other.parts, joined(missing, other.missing), joined(stale, other.stale));
  }

  private static <P> List<P> joined(List<P> some, List<P> more) {
    Set<P> all = new LinkedHashSet<>(some);
    all.addAll(more);
    return new ArrayList<>(all);
  }
}
