package io.pulltriage.streams.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The page's files, read once from the class path. Immutable. */
final class PageFiles {

  private static final List<String> STYLES = List.of("base", "frame", "parts", "detail");
  private static final List<String> MODULES =
      List.of(
          "address",
          "api",
          "app",
          "cause",
          "chart",
          "clusters",
          "commands",
          "copying",
          "dom",
          "evidence",
          "filters",
          "icons",
          "incident",
          "incidents",
          "keyed",
          "keys",
          "list",
          "live",
          "notices",
          "outbreak",
          "outbreaks",
          "overview",
          "parts",
          "rows",
          "text",
          "theme",
          "times",
          "token",
          "view",
          "words");
  private static final int HASH_LENGTH = 16;

  private final Map<String, byte[]> contents = new LinkedHashMap<>();

  PageFiles() {
    STYLES.forEach(name -> contents.put(name + ".css", read(name + ".css")));
    MODULES.forEach(name -> contents.put(name + ".js", read(name + ".js")));
    contents.put("favicon.svg", read("favicon.svg"));
  }

  /** Beside the document: each file by its name. */
  Map<String, byte[]> contents() {
    return contents;
  }

  /** The document, as text. */
  String document() {
    return new String(read("index.html"), StandardCharsets.UTF_8);
  }

  /** A name for just these contents: other contents have another. */
  static String hash(Map<String, byte[]> contents) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      contents.forEach(
          (name, content) -> {
            digest.update((name + ' ' + content.length + '\n').getBytes(StandardCharsets.UTF_8));
            digest.update(content);
          });
      return HexFormat.of().formatHex(digest.digest()).substring(0, HASH_LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static byte[] read(String name) {
    try (InputStream in = PageFiles.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("there is no " + name + " beside the page's classes");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }
}
