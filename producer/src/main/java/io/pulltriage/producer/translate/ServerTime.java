package io.pulltriage.producer.translate;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The newest time that the API server itself put down in an object. Kubelets write times of their
 * node's clock, which may be hours ahead; nothing that an object tells can have happened later than
 * the server took it.
 *
 * @param newest that time; null for an object without managed fields, whose last change nothing
 *     dates
 * @param created when the server took the object first; null where it does not tell
 */
record ServerTime(@Nullable Instant newest, @Nullable Instant created) {

  /** The server's times have no parts of a second. */
  private static final Duration RESOLUTION = Duration.ofSeconds(1);

  static ServerTime of(ObjectMeta metadata) {
    Instant managed = Timestamps.managed(metadata);
    Instant created = Timestamps.created(metadata);
    return new ServerTime(
        managed == null
            ? null
            : Timestamps.newest(Stream.of(managed, created, Timestamps.deletionAsked(metadata))),
        created);
  }

  /** The time, or the server's where that is earlier. */
  @Nullable Instant bounded(@Nullable Instant time) {
    return time != null && isAhead(time) ? newest : time;
  }

  /**
   * The same for something that was so since the object came to be: its creation bounds it, too.
   */
  Instant boundedStart(Instant time) {
    Instant start = created == null ? newest : created;
    return start != null && isAhead(time) ? start : time;
  }

  private boolean isAhead(Instant time) {
    return newest != null && !time.isBefore(newest.plus(RESOLUTION));
  }
}
