package io.pulltriage.standalone.replay;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The recording of two real clusters that comes with the program, as a folder: in the jar, or among
 * the compiled classes where there is none. The folder is there until this is closed.
 */
public final class BundledCapture implements Closeable {

  private static final String FOLDER = "captures/two-clusters";

  private final Path folder;
  private final @Nullable FileSystem jar;

  private BundledCapture(Path folder, @Nullable FileSystem jar) {
    this.folder = folder;
    this.jar = jar;
  }

  /**
   * Opens the recording that a class loader finds.
   *
   * @throws IllegalStateException if the program was packed without it
   */
  public static BundledCapture open(ClassLoader loader) throws IOException {
    URL url = loader.getResource(FOLDER);
    if (url == null) {
      throw new IllegalStateException("this build has no recording under " + FOLDER);
    }
    URI uri = uri(url);
    if (!uri.getScheme().equals("jar")) {
      return new BundledCapture(Path.of(uri), null);
    }
    // Not FileSystems.newFileSystem(uri): that registers the jar for the whole process.
    String part = uri.getRawSchemeSpecificPart();
    Path file = Path.of(URI.create(part.substring(0, part.lastIndexOf("!/"))));
    FileSystem jar = FileSystems.newFileSystem(file, Map.of());
    return new BundledCapture(jar.getPath("/" + FOLDER), jar);
  }

  /** The folder, of the default file system or of the jar's. */
  public Path folder() {
    return folder;
  }

  @Override
  public void close() throws IOException {
    if (jar != null) {
      jar.close();
    }
  }

  private static URI uri(URL url) {
    try {
      return url.toURI();
    } catch (URISyntaxException e) {
      throw new UncheckedIOException(new IOException("class loader gave no URI: " + url, e));
    }
  }
}
