package io.pulltriage.streams.query;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Texts in little memory that can be searched for any part of them. A text is cut where a word
 * begins, so that a token is a word with what follows it up to the next one: {@code failed}, {@code
 * to}, {@code resolve}. Tokens that several incidents have are numbers; others stand in the text as
 * they are. Upper and lower case are alike.
 *
 * <p>The numbered tokens are {@value #MOST_TOKENS} at most and stay for the life of the index.
 * Writing is not thread-safe; any number of threads may search while nobody writes.
 */
final class TextIndex {

  private static final int MOST_TOKENS = 1 << 16;
  private static final int SHORTEST_TOKEN = 3;
  private static final int SEEN = 1 << 16;
  private static final int MOST_PIECES = 63;
  private static final int BOUNDARY = 0;

  private byte[][] tokens = new byte[256][];
  private int[] table = new int[1024];
  private int count;

  /** Tokens that were met lately, and in which incident: one is numbered when it is in another. */
  private final int[] seen = new int[SEEN];

  private final int[] seenIn = new int[SEEN];

  /**
   * Encodes texts: a token's number times two plus two, or a length times two plus one and so many
   * bytes, each number with seven bits a byte; 0 stands between texts.
   *
   * @param owner something that is the same for the same incident
   */
  byte[] encode(int owner, List<String> texts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    for (String text : texts) {
      byte[] bytes = text.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
      for (int from = 0; from < bytes.length; ) {
        int to = tokenEnd(bytes, from);
        encode(owner, bytes, from, to, out);
        from = to;
      }
      out.write(BOUNDARY);
    }
    return out.toByteArray();
  }

  private void encode(int owner, byte[] text, int from, int to, ByteArrayOutputStream out) {
    int number = to - from < SHORTEST_TOKEN ? -1 : number(owner, text, from, to);
    if (number >= 0) {
      writeNumber((number + 1) << 1, out);
    } else {
      writeNumber(((to - from) << 1) | 1, out);
      out.write(text, from, to - from);
    }
  }

  static void writeNumber(int number, ByteArrayOutputStream out) {
    int rest = number;
    while (rest > 0x7F) {
      out.write((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.write(rest);
  }

  /** The token's number; −1 while it has none. */
  private int number(int owner, byte[] text, int from, int to) {
    int hash = hash(text, from, to);
    int at = hash & (table.length - 1);
    while (table[at] != 0) {
      byte[] token = tokens[table[at] - 1];
      if (Arrays.equals(token, 0, token.length, text, from, to)) {
        return table[at] - 1;
      }
      at = (at + 1) & (table.length - 1);
    }
    int slot = hash >>> 16;
    if (seen[slot] != hash || seenIn[slot] == owner || count == MOST_TOKENS) {
      seen[slot] = hash;
      seenIn[slot] = owner;
      return -1;
    }
    table[at] = count + 1;
    return add(Arrays.copyOfRange(text, from, to));
  }

  private int add(byte[] token) {
    if (count == tokens.length) {
      tokens = Arrays.copyOf(tokens, count * 2);
    }
    tokens[count++] = token;
    if (count * 2 > table.length) {
      table = new int[table.length * 2];
      for (int number = 0; number < count; number++) {
        int at = hash(tokens[number], 0, tokens[number].length) & (table.length - 1);
        while (table[at] != 0) {
          at = (at + 1) & (table.length - 1);
        }
        table[at] = number + 1;
      }
    }
    return count - 1;
  }

  private static int hash(byte[] text, int from, int to) {
    int hash = 1;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + text[i];
    }
    return Dictionary.spread(hash);
  }

  /** Where the next word begins. */
  private static int tokenEnd(byte[] text, int from) {
    int at = from;
    while (at < text.length && isOfWord(text[at])) {
      at++;
    }
    while (at < text.length && !isOfWord(text[at])) {
      at++;
    }
    return at;
  }

  private static boolean isOfWord(byte letter) {
    return (letter >= 'a' && letter <= 'z')
        || (letter >= '0' && letter <= '9')
        || letter == '-'
        || letter == '.'
        || letter == '_'
        || letter < 0;
  }

  /**
   * Prepares a search, which is valid until something is written.
   *
   * @param text in lower case, not empty
   * @throws IllegalArgumentException if it has too many words
   */
  Search search(String text) {
    return new Search(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Looks for one text. Thread-safe. */
  final class Search {

    private final byte[] wanted;
    private final byte[][] pieces;
    private final long last;

    /** Of each numbered token: bit i is set if it is what the i-th piece asks for. */
    private final long[] masks = new long[count];

    private Search(byte[] wanted) {
      this.wanted = wanted;
      List<byte[]> cut = new ArrayList<>();
      for (int from = 0; from < wanted.length; ) {
        int to = tokenEnd(wanted, from);
        cut.add(Arrays.copyOfRange(wanted, from, to));
        from = to;
      }
      if (cut.size() > MOST_PIECES) {
        throw new IllegalArgumentException(
            "text must have no more than %d words".formatted(MOST_PIECES));
      }
      pieces = cut.toArray(byte[][]::new);
      last = 1L << (pieces.length - 1);
      for (int number = 0; number < count; number++) {
        masks[number] = mask(tokens[number], 0, tokens[number].length, -1L);
      }
    }

    /** Whether a name has it, in any case of ASCII's letters. */
    boolean isIn(byte[] name, int from, int to) {
      return contains(name, from, to, wanted);
    }

    /** Whether encoded texts have it. */
    boolean isInTexts(byte[] encoded, int from) {
      long active = 1;
      int at = from;
      while (at < encoded.length) {
        int number = encoded[at++];
        if (number < 0) {
          number &= 0x7F;
          int shift = 7;
          int next;
          do {
            next = encoded[at++];
            number |= (next & 0x7F) << shift;
            shift += 7;
          } while (next < 0);
        }
        long matched;
        if (number == BOUNDARY) {
          matched = 0;
        } else if ((number & 1) == 0) {
          matched = active & masks[(number >>> 1) - 1];
        } else {
          int length = number >>> 1;
          matched = mask(encoded, at, at + length, active);
          at += length;
        }
        if ((matched & last) != 0) {
          return true;
        }
        active = (matched << 1) | 1;
      }
      return false;
    }

    /** Which of the active pieces a token is: the first ends it, the last begins it. */
    private long mask(byte[] token, int from, int to, long active) {
      if (pieces.length == 1) {
        return contains(token, from, to, wanted) ? 1 : 0;
      }
      long matched = 0;
      for (int i = 0; i < pieces.length; i++) {
        if (((active >>> i) & 1) != 0 && isPiece(i, token, from, to)) {
          matched |= 1L << i;
        }
      }
      return matched;
    }

    private boolean isPiece(int index, byte[] token, int from, int to) {
      byte[] piece = pieces[index];
      int length = to - from;
      if (length < piece.length) {
        return false;
      }
      int begin = index == 0 ? to - piece.length : from;
      int end = index == pieces.length - 1 ? from + piece.length : to;
      return Arrays.equals(piece, 0, piece.length, token, begin, end);
    }
  }

  private static boolean contains(byte[] text, int from, int to, byte[] wanted) {
    int lastStart = to - wanted.length;
    for (int start = from; start <= lastStart; start++) {
      if (lower(text[start]) == wanted[0]) {
        int at = 1;
        while (at < wanted.length && lower(text[start + at]) == wanted[at]) {
          at++;
        }
        if (at == wanted.length) {
          return true;
        }
      }
    }
    return false;
  }

  private static byte lower(byte letter) {
    return letter >= 'A' && letter <= 'Z' ? (byte) (letter + 32) : letter;
  }
}
