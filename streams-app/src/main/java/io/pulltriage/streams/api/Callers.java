package io.pulltriage.streams.api;

import io.pulltriage.streams.config.ApiConfig;
import io.pulltriage.streams.config.TokenConfig;
import io.pulltriage.streams.query.Visibility;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Knows whoever asks by their token. Keeps digests alone, so that no dump or log holds a token, and
 * compares with all of them in constant time. Immutable and thread-safe.
 */
final class Callers {

  private static final String SCHEME = "bearer ";
  private static final int SHORTEST_TOKEN = 16;

  private final List<Known> known;

  @SuppressWarnings("ArrayRecordComponent") // Never compared, and read by nobody else.
  private record Known(byte[] digest, Caller caller) {}

  private Callers(List<Known> known) {
    this.known = List.copyOf(known);
  }

  /**
   * Reads the tokens.
   *
   * @throws IllegalArgumentException if one cannot be read or is too short to be one; names the
   *     setting
   */
  static Callers read(ApiConfig config, Map<String, String> environment) {
    List<Known> known = new ArrayList<>();
    config
        .tokens()
        .forEach(
            (name, token) -> {
              String text = text("api.tokens." + name, token, environment);
              known.add(new Known(digest(text), caller(name, token)));
            });
    return new Callers(known);
  }

  private static Caller caller(String name, TokenConfig token) {
    List<Visibility.Grant> grants = new ArrayList<>();
    for (String cluster : token.clusters()) {
      token.namespaces().forEach(namespace -> grants.add(new Visibility.Grant(cluster, namespace)));
    }
    return new Caller(name, new Visibility(grants), token.admin());
  }

  private static String text(String key, TokenConfig token, Map<String, String> environment) {
    if (token.file().isEmpty() == token.variable().isEmpty()) {
      throw new IllegalArgumentException(key + " needs either a file or a variable");
    }
    String text;
    if (token.file().isEmpty()) {
      text = environment.getOrDefault(token.variable(), "").strip();
    } else {
      try {
        text = Files.readString(Path.of(token.file())).strip();
      } catch (IOException e) {
        throw new IllegalArgumentException(
            key + ".file: cannot read " + token.file() + ": " + e.getClass().getSimpleName(), e);
      }
    }
    if (text.length() < SHORTEST_TOKEN) {
      throw new IllegalArgumentException(
          "%s: the token must have %d characters at least; it has %d"
              .formatted(key, SHORTEST_TOKEN, text.length()));
    }
    return text;
  }

  /** Whether anyone is asked for a token. */
  boolean areKnown() {
    return !known.isEmpty();
  }

  /**
   * Who asks.
   *
   * @param authorization the header
   * @throws ProblemException if the token is none of ours
   */
  Caller of(Optional<String> authorization) {
    if (known.isEmpty()) {
      return Caller.ANYONE;
    }
    if (authorization.isEmpty()) {
      return Caller.NOBODY;
    }
    String header = authorization.get();
    if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw refused("the header Authorization must be: Bearer TOKEN");
    }
    byte[] digest = digest(header.substring(SCHEME.length()).strip());
    Caller found = Caller.NOBODY;
    for (Known one : known) {
      if (MessageDigest.isEqual(one.digest, digest)) {
        found = one.caller;
      }
    }
    if (found.equals(Caller.NOBODY)) {
      throw refused("the token is not known here");
    }
    return found;
  }

  /**
   * Refuses who may not use a route.
   *
   * @throws ProblemException if so
   */
  static void require(Access access, Caller caller) {
    if (access != Access.OPEN && caller.equals(Caller.NOBODY)) {
      throw refused("a token is needed here: send the header Authorization: Bearer TOKEN");
    }
    boolean allowed =
        switch (access) {
          case OPEN, READ -> true;
          case READ_ALL -> caller.seesEverything();
          case ADMIN -> caller.admin();
        };
    if (!allowed) {
      throw Problem.of(
              403,
              access == Access.ADMIN
                  ? "this token may read, but change nothing"
                  : "this needs a token that sees all clusters and namespaces")
          .exception();
    }
  }

  private static ProblemException refused(String detail) {
    return Problem.of(401, detail).withHeader("WWW-Authenticate", "Bearer").exception();
  }

  private static byte[] digest(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
