package io.pulltriage.streams.config;

import java.time.Duration;

/** Checks that settings share; each failure names the setting. */
final class Settings {

  private Settings() {}

  static void requirePositive(String key, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(key + " must be longer than nothing, is " + value);
    }
  }

  static void requirePositive(String key, int value) {
    if (value <= 0) {
      throw new IllegalArgumentException(key + " must be at least 1, is " + value);
    }
  }
}
