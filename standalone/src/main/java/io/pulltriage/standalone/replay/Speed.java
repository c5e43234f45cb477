package io.pulltriage.standalone.replay;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How fast a recording is played.
 *
 * @param factor how many seconds of the recording pass in one; empty for as fast as it goes
 */
public record Speed(OptionalDouble factor) {

  /** As fast as it goes. */
  public static final Speed MAX = new Speed(OptionalDouble.empty());

  private static final double LEAST = 0.01;
  private static final double MOST = 1_000_000;
  private static final Pattern FACTOR = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)x");

  /**
   * Reads {@code max} or a factor such as {@code 50x}.
   *
   * @throws IllegalArgumentException if it is neither; the message says so
   */
  public static Speed parse(String text) {
    String lower = text.strip().toLowerCase(Locale.ROOT);
    if (lower.equals("max")) {
      return MAX;
    }
    Matcher matcher = FACTOR.matcher(lower);
    double factor = matcher.matches() ? Double.parseDouble(matcher.group(1)) : 0;
    if (factor < LEAST || factor > MOST) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is not a speed: say max, or a factor from 0.01x to 1000000x, such as 50x");
    }
    return new Speed(OptionalDouble.of(factor));
  }
}
