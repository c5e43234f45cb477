package io.pulltriage.classifier.text;

/** What the bytes of a text are: which make up words, and where a word ends. */
final class Characters {

  /** Part of a word. */
  static final int WORD = 1;

  static final int LETTER = 1 << 1;
  static final int DIGIT = 1 << 2;

  /** Part of a word, but not where it begins or ends: it closes a sentence or leads to an error. */
  static final int EDGE = 1 << 3;

  static final int SLASH = 1 << 4;

  /** Colons, dots and at signs: with slashes, what gives names their form. */
  static final int JOINT = 1 << 5;

  static final int QUOTE = 1 << 6;
  static final int MARK = 1 << 7;

  /** What escapes: backslashes, and what terminal colours begin with. */
  static final int BACKSLASH = 1 << 8;

  /** Spaces, line ends and control characters. */
  static final int BLANK = 1 << 9;

  private static final int ANGLE = 1 << 10;

  private static final int BYTES = 256;
  private static final int[] KINDS = new int[BYTES];

  static {
    for (int b = 0; b < BYTES; b++) {
      boolean digit = b >= '0' && b <= '9';
      boolean letter = b >= 128 || (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
      KINDS[b] = (digit ? WORD | DIGIT : 0) | (letter ? WORD | LETTER : 0) | (b <= ' ' ? BLANK : 0);
    }
    add("_-./:@+$%~#&?!", WORD);
    add(":.!?-", EDGE);
    add("/", SLASH);
    add(":.@", JOINT);
    add("\"'`", QUOTE);
    add(",;()[]*", MARK);
    add("\\", BACKSLASH);
    add("\u001b", BACKSLASH);
    add("<>", ANGLE);
  }

  private Characters() {}

  private static void add(String characters, int kind) {
    characters.chars().forEach(c -> KINDS[c] |= kind);
  }

  /** All kinds that a byte is of. */
  static int kinds(byte b) {
    return KINDS[b & 0xFF];
  }

  static boolean is(int kind, byte b) {
    return (kinds(b) & kind) != 0;
  }

  /** Where the run of word characters that begins at {@code from} ends; a URL is one word. */
  static int wordEnd(byte[] text, int from) {
    return wordEnd(text, from, from);
  }

  /** The same for a word of which all is known up to its first slash or apostrophe. */
  static int wordEnd(byte[] text, int from, int known) {
    for (int i = known; i < text.length; i++) {
      int kinds = kinds(text[i]);
      if ((kinds & WORD) == 0 && !(i > from && isApostrophe(text, i))) {
        return i;
      }
      if ((kinds & SLASH) != 0 && i - from >= 2 && text[i - 1] == '/' && text[i - 2] == ':') {
        return urlEnd(text, i);
      }
    }
    return text.length;
  }

  /** The word's end without the punctuation that closes a sentence or introduces the next error. */
  static int trimmedEnd(byte[] text, int from, int end) {
    int trimmed = end;
    while (trimmed > from && isClosing(text[trimmed - 1])) {
      trimmed--;
    }
    return trimmed;
  }

  /** Where the word begins after colons and the like that lead it. */
  static int wordStart(byte[] text, int from, int end) {
    int start = from;
    while (start < end && (text[start] == ':' || text[start] == '?')) {
      start++;
    }
    return start;
  }

  /** Whether a quote stands within a word, as in {@code couldn't}. */
  static boolean isApostrophe(byte[] text, int at) {
    return text[at] == '\''
        && at > 0
        && at + 1 < text.length
        && is(LETTER, text[at - 1])
        && is(LETTER, text[at + 1]);
  }

  private static boolean isClosing(byte b) {
    return is(EDGE, b) || b == ',' || b == ';' || b == ')' || b == ']' || b == '}';
  }

  private static int urlEnd(byte[] text, int from) {
    int i = from;
    while (i < text.length && !is(BLANK | QUOTE | BACKSLASH | ANGLE, text[i])) {
      i++;
    }
    return i;
  }
}
