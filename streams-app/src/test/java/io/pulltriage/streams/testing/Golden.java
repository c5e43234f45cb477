package io.pulltriage.streams.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Expected texts that are kept as files: run the tests with {@code -Dgolden.write=true} to write
 * them anew, and read the difference before committing it.
 */
public final class Golden {

  private static final boolean WRITE = Boolean.getBoolean("golden.write");

  private Golden() {}

  /** A file among the test resources, in the source tree. */
  public static Path resource(String name) {
    return Path.of("src", "test", "resources").resolve(name);
  }

  /** Holds a text against the file, or writes the file. */
  public static void assertMatches(Path file, String actual) {
    try {
      if (WRITE) {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, actual);
      }
      assertThat(actual)
          .as(
              "%s; if the change is meant, run the test with -Dgolden.write=true and commit the"
                  + " file",
              file)
          .isEqualTo(Files.exists(file) ? Files.readString(file) : "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
