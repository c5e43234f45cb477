package io.pulltriage.classifier.text;

/** Tells what single words of a text are by their form, and says their symbols. */
final class WordReader {

  private static final int SHORTEST_HASH = 24;
  private static final FixedText SHA256 = new FixedText("sha256");
  private static final FixedText SHA512 = new FixedText("sha512");

  private final byte[] text;
  private final Vocabulary vocabulary;
  private final SymbolSink sink;
  private final AddressReader addresses;

  WordReader(byte[] text, Vocabulary vocabulary, SymbolSink sink) {
    this.text = text;
    this.vocabulary = vocabulary;
    this.sink = sink;
    this.addresses = new AddressReader(text, sink);
  }

  /** A word in prose. */
  void read(int from, int to) {
    if (!hasLetterOrDigit(from, to)) {
      return;
    }
    if (sink.expectsName()) {
      readName(from, to);
      return;
    }
    int word = vocabulary.symbol(text, from, to);
    sink.accept(word == Symbols.UNKNOWN ? form(from, to) : word, from, to);
  }

  /** A word in quotes: a name, unless it is the value of a key or follows a colon. */
  void readQuoted(int from, int to, boolean mayBeWord) {
    int word = mayBeWord ? vocabulary.symbol(text, from, to) : Symbols.UNKNOWN;
    int symbol = word == Symbols.UNKNOWN ? form(from, to) : word;
    sink.accept(symbol == Symbols.UNKNOWN ? Symbols.NAME : symbol, from, to);
  }

  /** Something that stands where a name stands. */
  void readName(int from, int to) {
    int symbol = form(from, to);
    sink.accept(symbol == Symbols.UNKNOWN ? Symbols.NAME : symbol, from, to);
  }

  void readPath(int from, int to) {
    sink.accept(addresses.path(from, to), from, to);
  }

  /** The first slash, or the lack of one, decides what else is looked at. */
  private int form(int from, int to) {
    int colon = -1;
    boolean dot = false;
    for (int i = from; i < to; i++) {
      if (!Characters.is(Characters.SLASH | Characters.JOINT, text[i])) {
        continue;
      }
      byte b = text[i];
      if (b == '/') {
        return slashed(from, i, to, colon >= 0 && colon == i - 1);
      } else if (b == '@' && i > from) {
        return addresses.image(from, i, i);
      } else if (b == ':' && colon < 0) {
        colon = i;
      }
      dot |= b == '.';
    }
    return colon < 0 ? plain(from, to, dot) : coloned(from, colon, to);
  }

  private int slashed(int from, int slash, int to, boolean afterColon) {
    if (afterColon && slash + 1 < to && text[slash + 1] == '/') {
      return addresses.url(from, slash + 2, to);
    }
    boolean path = slash == from || (slash < from + 3 && (text[from] == '.' || text[from] == '~'));
    if (path && indexOf('@', from + 1, to) == to) {
      return addresses.path(from, to);
    }
    return addresses.image(from, slash, to);
  }

  private int plain(int from, int to, boolean dot) {
    if (to - from >= SHORTEST_HASH && isHexadecimal(from, to)) {
      return Symbols.DIGEST;
    }
    return dot && addresses.isHost(from, to) ? Symbols.ADDRESS : Symbols.UNKNOWN;
  }

  private int coloned(int from, int colon, int to) {
    if (SHA256.starts(text, from, colon) || SHA512.starts(text, from, colon)) {
      return Symbols.DIGEST;
    }
    if (indexOf(':', colon + 1, to) < to) {
      return Symbols.UNKNOWN;
    }
    if (isNumber(colon + 1, to) && addresses.isHostOrLocal(from, colon)) {
      return Symbols.ADDRESS;
    }
    return addresses.image(from, to, to);
  }

  private int indexOf(char sought, int from, int to) {
    int i = from;
    while (i < to && text[i] != sought) {
      i++;
    }
    return i;
  }

  private boolean isHexadecimal(int from, int to) {
    for (int i = from; i < to; i++) {
      if (Character.digit(text[i], 16) < 0) {
        return false;
      }
    }
    return true;
  }

  private boolean isNumber(int from, int to) {
    for (int i = from; i < to; i++) {
      if (!Characters.is(Characters.DIGIT, text[i]) && text[i] != '-') {
        return false;
      }
    }
    return from < to;
  }

  private boolean hasLetterOrDigit(int from, int to) {
    for (int i = from; i < to; i++) {
      if (Characters.is(Characters.LETTER | Characters.DIGIT, text[i])) {
        return true;
      }
    }
    return false;
  }
}
