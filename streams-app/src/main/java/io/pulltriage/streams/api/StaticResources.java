package io.pulltriage.streams.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Files of the page, each under a path of its own and read once. What is not listed is not served:
 * there is nothing to traverse.
 */
public final class StaticResources implements Resource {

  private final ClassLoader loader;
  private final List<Route> routes = new ArrayList<>();

  /** Without files yet. */
  public StaticResources(ClassLoader loader) {
    this.loader = loader;
  }

  /**
   * Serves a file.
   *
   * @param path such as {@code /} or {@code /app.js}
   * @param name the file's on the class path
   * @param type such as {@code text/html; charset=utf-8}
   * @throws IllegalArgumentException if there is no such file
   */
  public StaticResources with(String path, String name, String type) {
    byte[] content = read(name);
    routes.add(
        Route.get(
                path,
                path,
                "A file of the page.",
                call -> new Reply.Content(200, type, content, Map.of()))
            .withAccess(Access.OPEN)
            .undocumented());
    return this;
  }

  private byte[] read(String name) {
    try (InputStream in = loader.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException("there is no " + name + " on the class path");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }

  @Override
  public List<Route> routes() {
    return List.copyOf(routes);
  }
}
