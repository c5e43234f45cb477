package io.pulltriage.settings;

import java.util.List;

/**
 * A value that a user gave for a key.
 *
 * @param path the key
 * @param values what was given: one text, or the items of a list
 * @param list whether it was written as a list
 * @param origin where it was given, for complaints
 */
record Given(String path, List<String> values, boolean list, String origin) {

  static Given text(String path, String value, String origin) {
    return new Given(path, List.of(value), false, origin);
  }

  String text() {
    return String.join(",", values);
  }
}
