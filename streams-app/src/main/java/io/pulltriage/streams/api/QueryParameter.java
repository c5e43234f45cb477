package io.pulltriage.streams.api;

import io.pulltriage.streams.query.Field;

/**
 * A parameter in an address' query. Immutable.
 *
 * @param name as it is written
 * @param repeatable whether it may be given several times, or with several values between commas
 */
public record QueryParameter(String name, boolean repeatable) {

  /** Filters by a field. */
  static QueryParameter of(Field field) {
    return new QueryParameter(field.parameter(), field.isList());
  }

  /** Takes one value. */
  static QueryParameter one(String name) {
    return new QueryParameter(name, false);
  }
}
