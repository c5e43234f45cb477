package io.pulltriage.streams.web;

import io.pulltriage.classifier.Catalogue;
import io.pulltriage.streams.api.Access;
import io.pulltriage.streams.api.QueryParameter;
import io.pulltriage.streams.api.Reply;
import io.pulltriage.streams.api.Resource;
import io.pulltriage.streams.api.Route;
import io.pulltriage.streams.query.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Serves the page. One document stands at all of the page's addresses and is asked for again each
 * time. The files it needs stand under a hash of their contents and may be kept for ever: another
 * version has other addresses. Open to whoever reaches the server, as there is nothing of anybody
 * in them. Immutable and thread-safe.
 */
public final class Page implements Resource {

  private static final List<String> ADDRESSES =
      List.of(
          "/",
          "/incidents",
          "/incidents/{id}",
          "/outbreaks",
          "/outbreaks/{id}",
          "/clusters",
          "/causes/{cause}");

  /** What the page's own addresses may hold; the page reads it, the server does not. */
  private static final List<QueryParameter> FILTERS =
      Stream.concat(Stream.of(Field.values()).map(Field::parameter), Stream.of("order", "cursor"))
          .map(name -> new QueryParameter(name, true))
          .toList();

  private static final Map<String, String> FOR_EVER =
      Map.of("Cache-Control", "public, max-age=31536000, immutable", "Vary", "Accept-Encoding");

  private final List<Route> routes;

  /** A page that explains causes as a catalogue does. */
  public Page(Catalogue catalogue) {
    PageFiles files = new PageFiles();
    Map<String, byte[]> contents = new LinkedHashMap<>(files.contents());
    contents.put("catalogue.json", CatalogueJson.bytes(catalogue));
    String folder = "/page/" + PageFiles.hash(contents) + '/';
    byte[] document =
        files
            .document()
            .replace("{{folder}}", folder)
            .replace("{{filters}}", parameters())
            .getBytes(StandardCharsets.UTF_8);
    List<Route> all = new ArrayList<>();
    ADDRESSES.forEach(
        address ->
            all.add(open(address, "text/html; charset=utf-8", document, Map.of()).with(FILTERS)));
    contents.forEach(
        (name, content) -> all.add(open(folder + name, type(name), content, FOR_EVER)));
    routes = List.copyOf(all);
  }

  private static String parameters() {
    return Stream.of(Field.values()).map(Field::parameter).collect(Collectors.joining(","));
  }

  private static Route open(String path, String type, byte[] content, Map<String, String> headers) {
    Reply reply = new Reply.Content(200, type, content, headers);
    return Route.get(path, call -> reply).withAccess(Access.OPEN);
  }

  private static String type(String name) {
    return switch (name.substring(name.lastIndexOf('.'))) {
      case ".js" -> "text/javascript; charset=utf-8";
      case ".css" -> "text/css; charset=utf-8";
      case ".svg" -> "image/svg+xml";
      case ".json" -> Reply.JSON;
      default -> throw new IllegalArgumentException("no type is known for " + name);
    };
  }

  @Override
  public List<Route> routes() {
    return routes;
  }
}
