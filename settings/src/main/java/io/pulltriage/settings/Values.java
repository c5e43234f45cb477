package io.pulltriage.settings;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Turns what users write into values, and values into what users would write. */
final class Values {

  private static final Pattern SHORT_DURATION = Pattern.compile("(\\d{1,12})\\s*(ms|s|m|h|d)");

  private Values() {}

  /**
   * The value.
   *
   * @throws IllegalArgumentException that says what is taken, without the key
   */
  static Object parse(Given given, Class<?> type) {
    if (type == List.class) {
      return given.list()
          ? given.values()
          : Stream.of(given.text().split(","))
              .map(String::strip)
              .filter(s -> !s.isEmpty())
              .toList();
    }
    if (given.list()) {
      throw new IllegalArgumentException("takes one value, not a list");
    }
    return parse(given.text(), type);
  }

  /** What a user would write for a value. */
  static String display(Object value) {
    if (value instanceof Duration duration) {
      return display(duration);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> entry.getKey() + ": " + entry.getValue())
          .sorted()
          .collect(Collectors.joining(", "));
    }
    return String.valueOf(value);
  }

  private static Object parse(String text, Class<?> type) {
    if (type == String.class) {
      return text;
    } else if (type == int.class) {
      return integer(text);
    } else if (type == boolean.class) {
      return truth(text);
    } else if (type == double.class) {
      return number(text);
    } else if (type == Duration.class) {
      return duration(text);
    } else if (type.isEnum()) {
      return constant(text, type);
    }
    throw new IllegalStateException("no settings of " + type);
  }

  private static int integer(String text) {
    try {
      return Integer.parseInt(text.replace("_", ""));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("takes a whole number, not '" + text + "'");
    }
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("takes a number, not '" + text + "'");
    }
  }

  /** Constants are written as in Java, in lower case if one likes. */
  private static Object constant(String text, Class<?> type) {
    return Stream.of(type.getEnumConstants())
        .filter(constant -> constant.toString().equals(text.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("takes " + choices(type) + ", not '" + text + "'"));
  }

  /** What an enum's setting takes, in words. */
  static String choices(Class<?> type) {
    return Stream.of(type.getEnumConstants())
        .map(Object::toString)
        .collect(Collectors.joining(", "));
  }

  private static boolean truth(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("takes true or false, not '" + text + "'");
    };
  }

  private static Duration duration(String text) {
    Matcher matcher = SHORT_DURATION.matcher(text);
    try {
      if (!matcher.matches()) {
        return Duration.parse(text);
      }
      long amount = Long.parseLong(matcher.group(1));
      return switch (matcher.group(2)) {
        case "ms" -> Duration.ofMillis(amount);
        case "s" -> Duration.ofSeconds(amount);
        case "m" -> Duration.ofMinutes(amount);
        case "h" -> Duration.ofHours(amount);
        default -> Duration.ofDays(amount);
      };
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "takes a time such as 500ms, 30s, 10m or 1h, not '" + text + "'");
    }
  }

  private static String display(Duration duration) {
    long millis = duration.toMillis();
    if (millis % 1000 != 0) {
      return millis + "ms";
    }
    long seconds = millis / 1000;
    return seconds % 3600 == 0
        ? seconds / 3600 + "h"
        : seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }
}
