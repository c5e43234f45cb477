package io.pulltriage.streams.query;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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
  private static final int SEEN = 1 << 14;
  private static final int MOST_PIECES = 63;
  private static final int BOUNDARY = 0;

  /** Stands behind a row's own token. */
  static final byte END = 0;

  private byte[][] tokens = new byte[256][];
  private int[] table = new int[1024];
  private int count;

  /** Tokens that were met lately, and in which incident: one is numbered when it is in another. */
  private final int[] seen = new int[SEEN];

  private final int[] seenIn = new int[SEEN];

  /**
   * Encodes texts: a token's number times two plus two, or the place of one that has no number
   * among the row's own tokens times two plus one; 0 stands between texts.
   *
   * @param owner something that is the same for the same row
   * @param own is given the row's own tokens, once each, a 0 behind each
   * @param encoded is given the texts
   */
  void encode(
      int owner, List<String> texts, ByteArrayOutputStream own, ByteArrayOutputStream encoded) {
    Map<String, Integer> places = new HashMap<>();
    for (String text : texts) {
      byte[] bytes = bytes(text.toLowerCase(Locale.ROOT));
      for (int from = 0; from < bytes.length; ) {
        int to = tokenEnd(bytes, from);
        int number = to - from < SHORTEST_TOKEN ? -1 : number(owner, bytes, from, to);
        if (number < 0) {
          String token = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
          Integer place = places.get(token);
          if (place == null) {
            place = places.size();
            places.put(token, place);
            own.write(bytes, from, to - from);
            own.write(END);
          }
          writeNumber((place << 1) | 1, encoded);
        } else {
          writeNumber((number + 1) << 1, encoded);
        }
        from = to;
      }
      encoded.write(BOUNDARY);
    }
  }

  /** In UTF-8; 0 is kept for the ends of tokens. */
  private static byte[] bytes(String text) {
    return text.replace('\0', '\1').getBytes(StandardCharsets.UTF_8);
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
    int slot = hash >>> (Integer.SIZE - Integer.numberOfTrailingZeros(SEEN));
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
    return new Search(bytes(text));
  }

  /** Looks for one text. Not thread-safe. */
  final class Search {

    private final byte[] wanted;
    private final byte[][] pieces;
    private final ByteSearch[] searches;
    private final long last;

    /** Of each numbered token: bit i is set if it is what the i-th piece asks for. */
    private final long[] masks = new long[count];

    /** Bit i is set if a numbered token is what the i-th piece asks for. */
    private long numbered;

    /** Where the own tokens of the row begin that is looked at; as many as are known by now. */
    private int[] starts = new int[16];

    private int known;

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
      searches = cut.stream().map(ByteSearch::new).toArray(ByteSearch[]::new);
      last = 1L << (pieces.length - 1);
      for (int number = 0; number < count; number++) {
        masks[number] = mask(tokens[number], 0, tokens[number].length, -1L);
        numbered |= masks[number];
      }
    }

    /** Whether a name has it, in any case of ASCII's letters. */
    boolean isIn(byte[] name, int from, int to) {
      int lastStart = to - wanted.length;
      for (int start = from; start <= lastStart; start++) {
        if (lower(name[start]) == wanted[0]) {
          int at = 1;
          while (at < wanted.length && lower(name[start + at]) == wanted[at]) {
            at++;
          }
          if (at == wanted.length) {
            return true;
          }
        }
      }
      return false;
    }

    /**
     * Whether encoded texts have it.
     *
     * @param row holds the row's own tokens and its encoded texts
     * @param own where the own tokens begin
     * @param end where they end
     * @param from where the texts begin, to the end of the row
     */
    boolean isInTexts(byte[] row, int own, int end, int from) {
      if (pieces.length == 1) {
        return searches[0].indexIn(row, own, end) >= 0
            || (numbered != 0 && isInEncoded(row, own, from));
      }
      for (int i = 0; i < pieces.length; i++) {
        if (((numbered >>> i) & 1) == 0 && searches[i].indexIn(row, own, end) < 0) {
          return false;
        }
      }
      return isInEncoded(row, own, from);
    }

    private boolean isInEncoded(byte[] row, int own, int from) {
      known = 0;
      long active = 1;
      int at = from;
      while (at < row.length) {
        int number = row[at++];
        if (number < 0) {
          number &= 0x7F;
          int shift = 7;
          int next;
          do {
            next = row[at++];
            number |= (next & 0x7F) << shift;
            shift += 7;
          } while (next < 0);
        }
        long matched;
        if (number == BOUNDARY) {
          matched = 0;
        } else if ((number & 1) == 0) {
          matched = active & masks[(number >>> 1) - 1];
        } else if (pieces.length == 1) {
          matched = 0; // Has been looked for among the own tokens.
        } else {
          int start = start(row, own, number >>> 1);
          matched = mask(row, start, tokenEndAt(row, start), active);
        }
        if ((matched & last) != 0) {
          return true;
        }
        active = (matched << 1) | 1;
      }
      return false;
    }

    /** Where an own token of the row begins. */
    private int start(byte[] row, int own, int place) {
      if (known == 0) {
        starts[known++] = own;
      }
      while (known <= place) {
        if (known == starts.length) {
          starts = Arrays.copyOf(starts, known * 2);
        }
        starts[known] = tokenEndAt(row, starts[known - 1]) + 1;
        known++;
      }
      return starts[place];
    }

    private static int tokenEndAt(byte[] row, int start) {
      int at = start;
      while (row[at] != END) {
        at++;
      }
      return at;
    }

    /** Which of the active pieces a token is: the first ends it, the last begins it. */
    private long mask(byte[] token, int from, int to, long active) {
      if (pieces.length == 1) {
        return searches[0].indexIn(token, from, to) >= 0 ? 1 : 0;
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

  private static byte lower(byte letter) {
    return letter >= 'A' && letter <= 'Z' ? (byte) (letter + 32) : letter;
  }
}
