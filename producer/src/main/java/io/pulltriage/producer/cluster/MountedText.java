package io.pulltriage.producer.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A short text in a file that others replace, such as a token. */
final class MountedText {

  private MountedText() {}

  /**
   * What it says now.
   *
   * @throws UncheckedIOException that names the file
   */
  static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read: " + e, e);
    }
  }
}
