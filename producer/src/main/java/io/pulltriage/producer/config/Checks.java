package io.pulltriage.producer.config;

import java.time.Duration;

/** Checks that settings share; each failure begins with the key. */
final class Checks {

  private Checks() {}

  static void requirePositive(String key, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(key + " must be longer than nothing, is " + value);
    }
  }

  static void requireBetween(String key, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          key + " must be between " + least + " and " + most + ", is " + value);
    }
  }

  static void requireText(String key, String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException(key + " must not be empty");
    }
  }
}
