package io.pulltriage.streams.query.fleet;

import io.pulltriage.schemas.internal.FoundRow;
import io.pulltriage.streams.query.Completeness.MissingPart;
import io.pulltriage.streams.query.Completeness.StalePart;
import io.pulltriage.streams.query.Lookup;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What the search for one thing comes to. Pure. */
final class Lookups {

  private Lookups() {}

  static <V> Lookup<V> of(Gathering found, Class<V> type, Predicate<V> visible) {
    Optional<V> value =
        found.rows().stream()
            .flatMap(List::stream)
            .map(FoundRow::getContent)
            .map(type::cast)
            .findFirst();
    if (value.isPresent()) {
      Optional<StalePart> stale = found.completeness().stale().stream().findFirst();
      return visible.test(value.get())
          ? new Lookup.Found<>(value.get(), stale)
          : new Lookup.Absent<>();
    }
    List<MissingPart> unknown = found.inconclusive();
    return unknown.isEmpty() ? new Lookup.Absent<>() : new Lookup.Unavailable<>(unknown);
  }
}
