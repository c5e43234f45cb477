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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows whoever asks by their token. Keeps digests alone, so that no dump or log holds a token, and
 * compares with all of them in constant time. Files are read again while the server runs: a token
 * that is changed or removed there is refused about a second later. Thread-safe.
 */
final class Callers {

  private static final Logger LOG = LoggerFactory.getLogger(Callers.class);
  private static final String SCHEME = "bearer ";
  private static final int SHORTEST_TOKEN = 16;
  private static final long READ_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int MAX_ACCEPTED = 10_000;

  private final List<Named> tokens = new ArrayList<>();
  private final RateLimiter wrong;
  private final LongSupplier nanoTime;

  /** Who was accepted from where, the latest at the end. */
  private final Map<String, Boolean> accepted = new LinkedHashMap<>();

  private long readAt;

  /** A token, and whom it is given to. */
  private static final class Named {
    private final TokenConfig config;
    private final Caller caller;
    private byte[] digest;

    Named(TokenConfig config, Caller caller, byte[] digest) {
      this.config = config;
      this.caller = caller;
      this.digest = digest;
    }
  }

  private Callers(int wrongPerMinute, LongSupplier nanoTime) {
    this.wrong = new RateLimiter(wrongPerMinute / 60.0, wrongPerMinute, nanoTime);
    this.nanoTime = nanoTime;
    this.readAt = nanoTime.getAsLong();
  }

  /**
   * Reads the tokens.
   *
   * @param nanoTime a clock such as {@link System#nanoTime}
   * @throws IllegalArgumentException if one cannot be read or is too short to be one; names the
   *     setting
   */
  static Callers read(ApiConfig config, Map<String, String> environment, LongSupplier nanoTime) {
    Callers callers = new Callers(config.limits().wrongTokensPerMinute(), nanoTime);
    config
        .tokens()
        .forEach(
            (name, token) ->
                callers.tokens.add(
                    new Named(token, caller(name, token), digest(text(name, token, environment)))));
    return callers;
  }

  private static Caller caller(String name, TokenConfig token) {
    List<Visibility.Grant> grants = new ArrayList<>();
    for (String cluster : token.clusters()) {
      token.namespaces().forEach(namespace -> grants.add(new Visibility.Grant(cluster, namespace)));
    }
    return new Caller(name, new Visibility(grants), token.admin());
  }

  private static String text(String name, TokenConfig token, Map<String, String> environment) {
    String key = "api.tokens." + name;
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
    return !tokens.isEmpty();
  }

  /**
   * Who asks.
   *
   * @param authorization the header
   * @param client address of the client
   * @throws ProblemException if the token is none of ours, or too many of the client were not
   */
  Caller of(Optional<String> authorization, String client) {
    if (tokens.isEmpty()) {
      return Caller.ANYONE;
    }
    if (authorization.isEmpty()) {
      return Caller.NOBODY;
    }
    String header = authorization.get();
    if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw refused("the header Authorization must be: Bearer TOKEN");
    }
    Caller found = find(digest(header.substring(SCHEME.length()).strip()));
    if (found.equals(Caller.NOBODY)) {
      wrong.require(client);
      throw refused("the token is not known here");
    }
    accept(found, client);
    return found;
  }

  private synchronized Caller find(byte[] digest) {
    readAgain();
    Caller found = Caller.NOBODY;
    for (Named one : tokens) {
      if (MessageDigest.isEqual(one.digest, digest)) {
        found = one.caller;
      }
    }
    return found;
  }

  /**
   * While a client is refused for its wrong tokens, it does not learn either that one is right;
   * whoever had been accepted from there before goes on.
   */
  private void accept(Caller caller, String client) {
    String key = caller.name() + ' ' + client;
    synchronized (accepted) {
      if (accepted.containsKey(key)) {
        return;
      }
      if (wrong.isEmpty(client)) {
        wrong.require(client);
      }
      accepted.put(key, true);
      if (accepted.size() > MAX_ACCEPTED) {
        accepted.remove(accepted.keySet().iterator().next());
      }
    }
  }

  private void readAgain() {
    long now = nanoTime.getAsLong();
    if (now - readAt < READ_EVERY_NANOS) {
      return;
    }
    readAt = now;
    for (Named one : tokens) {
      if (!one.config.file().isEmpty()) {
        readAgain(one);
      }
    }
  }

  private static void readAgain(Named one) {
    byte[] digest = new byte[0];
    String problem = "";
    try {
      digest = digest(text(one.caller.name(), one.config, Map.of()));
    } catch (IllegalArgumentException e) {
      problem = String.valueOf(e.getMessage());
    }
    if (Arrays.equals(digest, one.digest)) {
      return;
    }
    one.digest = digest;
    if (problem.isEmpty()) {
      LOG.atInfo().addKeyValue("token", one.caller.name()).log("token changed");
    } else {
      LOG.atWarn()
          .addKeyValue("token", one.caller.name())
          .addKeyValue("reason", problem)
          .log("token refused until its file is readable");
    }
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
