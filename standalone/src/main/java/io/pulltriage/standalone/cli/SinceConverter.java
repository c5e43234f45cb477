package io.pulltriage.standalone.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a time: in RFC 3339, or how long ago it was, such as {@code 36h} or {@code 7d}. */
final class SinceConverter implements ITypeConverter<Instant> {

  private static final Pattern AGO = Pattern.compile("(\\d{1,6})([smhd])");

  private final InstantSource clock;

  /** Made by picocli. */
  SinceConverter() {
    this(InstantSource.system());
  }

  SinceConverter(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Instant convert(String value) {
    Matcher ago = AGO.matcher(value);
    if (ago.matches()) {
      return clock.instant().minus(duration(Long.parseLong(ago.group(1)), ago.group(2)));
    }
    try {
      return Instant.parse(value);
    } catch (DateTimeParseException e) {
      throw new TypeConversionException(
          "'" + value + "' is neither a time such as 2026-11-24T08:00:00Z nor an age such as 36h");
    }
  }

  private static Duration duration(long number, String unit) {
    return switch (unit) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }
}
