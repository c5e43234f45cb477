package io.pulltriage.streams.query;

import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.IncidentStatus;
import io.pulltriage.schemas.Outbreak;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Where something stands in a list: what the key of a {@link Cursor} says. Immutable.
 *
 * @param resolved whether it stands behind all that is open
 * @param time in milliseconds; the later, the farther ahead
 * @param id in UTF-8, the lesser first
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by its bytes below.
record Place(boolean resolved, long time, byte[] id) implements Comparable<Place> {

  private static final int HEX_DIGITS = 16;

  static Place of(Incident incident, Order order) {
    return of(
        order,
        incident.getStatus(),
        incident.getFirstSeen(),
        incident.getResolvedAt(),
        incident.getId());
  }

  static Place of(Outbreak outbreak, Order order) {
    return of(
        order,
        outbreak.getStatus(),
        outbreak.getFirstSeen(),
        outbreak.getResolvedAt(),
        outbreak.getId());
  }

  private static Place of(
      Order order,
      IncidentStatus status,
      Instant firstSeen,
      Optional<Instant> resolvedAt,
      String id) {
    byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
    return switch (order) {
      case ID -> new Place(false, 0, bytes);
      case NEWEST ->
          status == IncidentStatus.OPEN
              ? new Place(false, firstSeen.toEpochMilli(), bytes)
              : new Place(true, resolvedAt.orElse(firstSeen).toEpochMilli(), bytes);
    };
  }

  /**
   * The place that a cursor stands for.
   *
   * @throws IllegalArgumentException if it stands for none
   */
  static Place of(Cursor cursor) {
    String key = cursor.key();
    return switch (cursor.order()) {
      case ID -> new Place(false, 0, key.getBytes(StandardCharsets.UTF_8));
      case NEWEST -> {
        if (key.length() <= HEX_DIGITS) {
          throw new IllegalArgumentException("the cursor stands for no place");
        }
        yield new Place(
            key.charAt(0) == 'b',
            HexFormat.fromHexDigitsToLong(key, 1, 1 + HEX_DIGITS),
            key.substring(1 + HEX_DIGITS).getBytes(StandardCharsets.UTF_8));
      }
    };
  }

  /** The cursor behind it. */
  Cursor cursor(Order order) {
    String text = new String(id, StandardCharsets.UTF_8);
    return switch (order) {
      case ID -> new Cursor(order, text);
      case NEWEST ->
          new Cursor(order, (resolved ? "b" : "a") + HexFormat.of().toHexDigits(time) + text);
    };
  }

  @Override
  public int compareTo(Place other) {
    if (resolved != other.resolved) {
      return resolved ? 1 : -1;
    }
    int byTime = Long.compare(other.time, time);
    return byTime != 0 ? byTime : Arrays.compareUnsigned(id, other.id);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Place place && compareTo(place) == 0;
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(id) ^ Long.hashCode(time);
  }
}
