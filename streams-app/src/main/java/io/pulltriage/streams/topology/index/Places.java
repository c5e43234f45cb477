package io.pulltriage.streams.topology.index;

import io.pulltriage.schemas.IncidentStatus;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Optional;

/** Where things stand in a list: keys whose order, as UTF-8 bytes, is the list's. Pure. */
public final class Places {

  /** The order of keys in every store. */
  public static final Comparator<String> BYTES =
      (one, other) ->
          Arrays.compareUnsigned(
              one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));

  private Places() {}

  /**
   * Where something stands when the open come before the resolved, then of the open those first
   * that began last, of the resolved those that ended last, then by id.
   */
  public static String newest(
      IncidentStatus status, Instant firstSeen, Optional<Instant> resolvedAt, String id) {
    boolean open = status == IncidentStatus.OPEN;
    Instant time = open ? firstSeen : resolvedAt.orElse(firstSeen);
    // The later, the smaller; no time has the sign bit set.
    String age = HexFormat.of().toHexDigits(Long.MAX_VALUE - time.toEpochMilli());
    return (open ? 'a' : 'b') + age + '/' + id;
  }
}
