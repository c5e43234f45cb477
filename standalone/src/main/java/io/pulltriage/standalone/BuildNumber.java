package io.pulltriage.standalone;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** Which build this is. */
public final class BuildNumber {

  private BuildNumber() {}

  /** The version, such as {@code 0.1.0}. */
  public static String version() {
    Properties build = new Properties();
    try (InputStream file = BuildNumber.class.getResourceAsStream("cli/build.properties")) {
      build.load(Objects.requireNonNull(file, "every build has its build.properties"));
    } catch (IOException e) {
      throw new UncheckedIOException("a part of the program cannot be read", e);
    }
    return build.getProperty("version", "unknown");
  }
}
