package io.pulltriage.producer.translate;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The API's times, at the resolution of the records: milliseconds. */
final class Timestamps {

  private Timestamps() {}

  /** The time, or null where there is none or it cannot be read. */
  static @Nullable Instant parse(@Nullable String time) {
    if (time == null || time.isEmpty()) {
      return null;
    }
    try {
      Instant instant = OffsetDateTime.parse(time).toInstant().truncatedTo(ChronoUnit.MILLIS);
      // Go's zero time, 0001-01-01, stands for none.
      return instant.isAfter(Instant.EPOCH) ? instant : null;
    } catch (DateTimeException e) {
      return null;
    }
  }

  static @Nullable Instant parse(@Nullable MicroTime time) {
    return time == null ? null : parse(time.getTime());
  }

  /** The newest of those that are there, or null. */
  static @Nullable Instant newest(Stream<@Nullable Instant> times) {
    return times.filter(Objects::nonNull).max(Instant::compareTo).orElse(null);
  }

  /**
   * When the API server last changed fields that a manager owns, or null where it does not tell.
   */
  static @Nullable Instant managed(ObjectMeta metadata) {
    return metadata.getManagedFields() == null
        ? null
        : newest(metadata.getManagedFields().stream().map(Timestamps::time));
  }

  static @Nullable Instant created(ObjectMeta metadata) {
    return parse(metadata.getCreationTimestamp());
  }

  /**
   * When deletion was asked for, or null. The API tells when the grace period will have passed,
   * which lies ahead of every other time of the object.
   */
  static @Nullable Instant deletionAsked(ObjectMeta metadata) {
    Instant deadline = parse(metadata.getDeletionTimestamp());
    Long grace = metadata.getDeletionGracePeriodSeconds();
    return deadline == null || grace == null ? deadline : deadline.minusSeconds(grace);
  }

  private static @Nullable Instant time(ManagedFieldsEntry entry) {
    return parse(entry.getTime());
  }
}
