package io.pulltriage.streams.alert.kafka;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a partition holds by now, while its beginning is still being read. */
final class CatchingUp {

  private final long end;
  private final Map<String, byte[]> latest = new HashMap<>();

  /**
   * Nothing read yet.
   *
   * @param end where the partition ended when it was taken over
   */
  CatchingUp(long end) {
    this.end = end;
  }

  void take(String key, byte @Nullable [] value) {
    if (value == null) {
      latest.remove(key);
    } else {
      latest.put(key, value);
    }
  }

  boolean isDoneAt(long position) {
    return position >= end;
  }

  Map<String, byte[]> latest() {
    return latest;
  }
}
