package io.pulltriage.producer.publish;

import io.pulltriage.producer.publish.Publication.Kind;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Where a feed's publications leave, stamped with the feed's time, which never goes back. */
final class Outlet {

  private final PublicationSink sink;
  private Instant now = Instant.EPOCH;

  Outlet(PublicationSink sink) {
    this.sink = sink;
  }

  Instant now() {
    return now;
  }

  void moveTo(Instant time) {
    if (time.isAfter(now)) {
      now = time;
    }
  }

  void publish(Kind kind, String key, @Nullable SpecificRecord value) {
    sink.publish(new Publication(kind, key, value, now));
  }
}
