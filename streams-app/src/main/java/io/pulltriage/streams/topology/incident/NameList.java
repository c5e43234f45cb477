package io.pulltriage.streams.topology.incident;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Names in a record, which Kafka does not take if it is too large. Pure. */
public final class NameList {

  /** What a name costs beside its letters. */
  private static final int LENGTH_BYTES = 2;

  private NameList() {}

  /** As many of the names, from the first on, as fit in so many bytes. */
  public static List<String> within(int bytes, List<String> names) {
    int used = 0;
    for (int i = 0; i < names.size(); i++) {
      used += names.get(i).getBytes(StandardCharsets.UTF_8).length + LENGTH_BYTES;
      if (used > bytes) {
        return names.subList(0, i);
      }
    }
    return names;
  }
}
