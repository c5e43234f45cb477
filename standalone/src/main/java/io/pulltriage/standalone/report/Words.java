package io.pulltriage.standalone.report;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Confidence;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.Phase;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How the records' enums are said to a person. Pure. */
public final class Words {

  private static final DateTimeFormatter SHORT_TIME =
      DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Words() {}

  /** What was being done when it failed. */
  public static String phase(Phase phase) {
    return switch (phase) {
      case PULL -> "getting the image";
      case STARTUP -> "starting the container; the image is there, this is not a pull problem";
    };
  }

  /** How sure a cause is, and which others it could be. */
  public static String certainty(Confidence confidence, List<Cause> alternatives) {
    String word =
        switch (confidence) {
          case CERTAIN -> "certain";
          case LIKELY -> "likely";
          case AMBIGUOUS -> "ambiguous";
          case NONE -> "nothing but the failure itself is known";
        };
    return alternatives.isEmpty()
        ? word
        : alternatives.stream()
            .map(Enum::name)
            .collect(Collectors.joining(" or ", word + ", could also be ", ""));
  }

  /** A container by its namespace, workload and name. */
  static String container(Incident incident) {
    return String.join(
        "/", incident.getNamespace(), incident.getWorkload().getName(), incident.getContainer());
  }

  /** A time to the minute, without its year, in UTC. */
  static String shortTime(Instant time) {
    return SHORT_TIME.format(time);
  }

  /** A time to the second, in RFC 3339 and UTC. */
  static String time(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** A number of things. */
  static String count(long number, String one, String many) {
    return number + " " + (number == 1 ? one : many);
  }

  /** A constant in small letters with spaces. */
  public static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
