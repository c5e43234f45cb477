package io.pulltriage.classifier.text;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The symbols that a text is made of: placeholders for what is set apart, punctuation that bears on
 * meaning, and from {@link #FIRST_WORD} on the words of a {@link Vocabulary}.
 */
public final class Symbols {

  /** A word that no rule speaks of. */
  public static final int UNKNOWN = 0;

  /** The hash of Docker Hub's host, whichever of its names a text uses. */
  public static final int DOCKER_HUB_HOST = FoldedBytes.hash(TextBytes.of("docker.io"), 0, 9);

  static final int IMAGE = 1;
  static final int DIGEST = 2;
  static final int ADDRESS = 3;
  static final int URL = 4;
  static final int REGISTRY_URL = 5;
  static final int PATH = 6;
  static final int RUNTIME_PATH = 7;
  static final int SOCKET = 8;
  static final int NAME = 9;

  /** Said once at the end of a text that speaks of Docker Hub. */
  public static final int DOCKER_HUB = 10;

  /** Said instead of a text that holds no word at all. */
  public static final int NOTHING = 11;

  static final int BLOB_URL = 12;

  static final int COLON = 16;

  static final int COMMA = 17;
  static final int SEMICOLON = 18;
  static final int OPEN = 19;
  static final int CLOSE = 20;
  static final int OPEN_LIST = 21;
  static final int CLOSE_LIST = 22;
  static final int STAR = 23;

  static final int FIRST_WORD = 32;

  private static final byte[] PUNCTUATION = punctuation();

  private static final Map<String, Integer> PLACEHOLDERS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("image", IMAGE),
              Map.entry("digest", DIGEST),
              Map.entry("address", ADDRESS),
              Map.entry("url", URL),
              Map.entry("registry-url", REGISTRY_URL),
              Map.entry("blob-url", BLOB_URL),
              Map.entry("path", PATH),
              Map.entry("runtime-path", RUNTIME_PATH),
              Map.entry("socket", SOCKET),
              Map.entry("name", NAME),
              Map.entry("docker-hub", DOCKER_HUB),
              Map.entry("nothing", NOTHING)));

  private Symbols() {}

  /** The placeholder of a name, such as {@code image}; {@link #UNKNOWN} where there is none. */
  static int placeholder(String name) {
    return PLACEHOLDERS.getOrDefault(name, UNKNOWN);
  }

  /** The placeholder that phrases use for a symbol, such as {@code ‹image›}; empty for none. */
  static String placeholderOf(int symbol) {
    return PLACEHOLDERS.entrySet().stream()
        .filter(entry -> entry.getValue() == symbol)
        .map(entry -> '‹' + entry.getKey() + '›')
        .findFirst()
        .orElse("");
  }

  /** Names of all placeholders, in alphabetical order. */
  static List<String> placeholderNames() {
    return List.copyOf(PLACEHOLDERS.keySet());
  }

  /** The symbol of a punctuation mark; {@link #UNKNOWN} for one that bears on nothing. */
  static int punctuation(int mark) {
    return mark >= 0 && mark < PUNCTUATION.length ? PUNCTUATION[mark] : UNKNOWN;
  }

  private static byte[] punctuation() {
    byte[] symbols = new byte[128];
    symbols[':'] = COLON;
    symbols[','] = COMMA;
    symbols[';'] = SEMICOLON;
    symbols['('] = OPEN;
    symbols[')'] = CLOSE;
    symbols['['] = OPEN_LIST;
    symbols[']'] = CLOSE_LIST;
    symbols['*'] = STAR;
    return symbols;
  }
}
