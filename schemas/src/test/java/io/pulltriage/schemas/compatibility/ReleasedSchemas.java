package io.pulltriage.schemas.compatibility;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/** The folder {@code released}: the public schemas of each release, one folder a version. */
final class ReleasedSchemas {

  private static final String EXTENSION = ".avsc";

  private ReleasedSchemas() {}

  /**
   * Records the schemas as they are now as those of a release.
   *
   * @param arguments the version
   */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length != 1 || !arguments[0].matches("\\d+\\.\\d+\\.\\d+")) {
      throw new IllegalArgumentException("the release's version is needed, such as 0.1.0");
    }
    Path version = Files.createDirectories(folder().resolve(arguments[0]));
    for (Map.Entry<String, Schema> entry : PublicRecords.now().entrySet()) {
      Path file = version.resolve(entry.getKey() + EXTENSION);
      Files.writeString(file, entry.getValue().toString(true) + "\n");
    }
  }

  /** The versions that are recorded. */
  static List<String> versions() {
    try (Stream<Path> entries = Files.list(folder())) {
      return entries
          .filter(Files::isDirectory)
          .map(entry -> entry.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException("cannot list the released schemas", e);
    }
  }

  /** The schemas of a version by the records' names. */
  static Map<String, Schema> of(String version) {
    try (Stream<Path> files = Files.list(folder().resolve(version))) {
      Map<String, Schema> schemas = new TreeMap<>();
      files.map(ReleasedSchemas::parse).forEach(schema -> schemas.put(schema.getName(), schema));
      return schemas;
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException("cannot read the released schemas of " + version, e);
    }
  }

  private static Schema parse(Path file) {
    try {
      return new Schema.Parser().parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Beside the sources, wherever Maven was called from. */
  private static Path folder() throws URISyntaxException {
    Path testClasses =
        Path.of(ReleasedSchemas.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    return testClasses.resolve("../../released").normalize();
  }
}
