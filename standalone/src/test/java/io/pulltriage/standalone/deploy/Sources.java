package io.pulltriage.standalone.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of the repository. */
final class Sources {

  static final Path TOP = Path.of("..");

  private Sources() {}

  /** A file's text. */
  static String text(String file) {
    try {
      return Files.readString(TOP.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The files below a folder, by their path from the repository's top. */
  static List<String> below(String folder) {
    try (Stream<Path> files = Files.walk(TOP.resolve(folder))) {
      return files.filter(Files::isRegularFile).map(TOP::relativize).map(Path::toString).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
