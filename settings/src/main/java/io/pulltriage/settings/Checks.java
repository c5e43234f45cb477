package io.pulltriage.settings;

import java.time.Duration;

/**
 * Checks that settings share. Each failure is an {@link IllegalArgumentException} whose text begins
 * with the name of the component, so that its key can be told.
 */
public final class Checks {

  private Checks() {}

  /** Refuses a time that is zero or negative. */
  public static void requirePositive(String key, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(key + " must be longer than nothing, is " + value);
    }
  }

  /** Refuses a number below 1. */
  public static void requirePositive(String key, int value) {
    if (value <= 0) {
      throw new IllegalArgumentException(key + " must be at least 1, is " + value);
    }
  }

  /** Refuses a number outside of the bounds, which are allowed themselves. */
  public static void requireBetween(String key, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          key + " must be between " + least + " and " + most + ", is " + value);
    }
  }

  /** Refuses a text without a visible character. */
  public static void requireText(String key, String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(key + " must not be empty");
    }
  }
}
