package io.pulltriage.streams.api;

import io.pulltriage.streams.query.Cursor;
import io.pulltriage.streams.query.Field;
import io.pulltriage.streams.query.Filter;
import io.pulltriage.streams.query.Order;
import io.pulltriage.streams.query.PageRequest;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Filters and pages as an address has them. Pure but for the clock. */
final class Filters {

  private static final List<QueryParameter> PAGE =
      Stream.of("order", "limit", "cursor").map(QueryParameter::one).toList();

  private static final int STANDARD_LIMIT = 100;

  private Filters() {}

  /** The parameters that lists are filtered by. */
  static List<QueryParameter> of(Field.Subject... subjects) {
    Set<Field> fields = new LinkedHashSet<>();
    Stream.of(subjects).forEach(subject -> fields.addAll(Field.of(subject)));
    return fields.stream().map(QueryParameter::of).toList();
  }

  /** Those, and which page is wanted. */
  static List<QueryParameter> withPages(Field.Subject subject) {
    return Stream.concat(of(subject).stream(), PAGE.stream()).toList();
  }

  /**
   * The filter of an address.
   *
   * @throws IllegalArgumentException if a value is none of its field's
   */
  static Filter read(Query query, InstantSource clock) {
    Map<Field, List<String>> given = new EnumMap<>(Field.class);
    for (Field field : Field.values()) {
      given.put(field, query.values(field.parameter()));
    }
    return Filter.of(given, clock);
  }

  static PageRequest page(Query query) {
    Order order = query.constant("order", Order.class);
    String cursor = query.text("cursor");
    Optional<Cursor> after = Optional.ofNullable(cursor).map(Cursor::parse);
    Order standard = after.map(Cursor::order).orElse(Order.NEWEST);
    return new PageRequest(
        order == null ? standard : order, after, query.integer("limit", STANDARD_LIMIT));
  }
}
