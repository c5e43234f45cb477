package io.pulltriage.streams.query;

import io.pulltriage.streams.query.Completeness.MissingPart;
import io.pulltriage.streams.query.Completeness.StalePart;
import java.util.List;
import java.util.Optional;

/**
 * What came of looking for one thing. That it is not there is said only by who must have it; who
 * cannot be asked leaves it unknown.
 */
public sealed interface Lookup<T> {

  /**
   * It is there.
   *
   * @param stale the copy that says so; none if the owner did
   */
  record Found<T>(T value, Optional<StalePart> stale) implements Lookup<T> {}

  /** It is not there, or may not be seen. */
  record Absent<T>() implements Lookup<T> {}

  /**
   * Nobody can tell at the moment: to be asked again in a while.
   *
   * @param missing what could not be looked at, at least one part
   */
  record Unavailable<T>(List<MissingPart> missing) implements Lookup<T> {

    /** Keeps what it is given. */
    public Unavailable {
      missing = List.copyOf(missing);
    }
  }
}
