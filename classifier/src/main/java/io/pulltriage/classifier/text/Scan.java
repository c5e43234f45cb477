package io.pulltriage.classifier.text;

/** One reading of one stretch of text. */
final class Scan {

  /** Longer quoted names are taken for prose. */
  private static final int LONGEST_QUOTED_NAME = 512;

  private static final int SPEAKING = Characters.MARK | Characters.QUOTE | Characters.BACKSLASH;
  private static final int PLAIN = Characters.WORD | Characters.SLASH;

  /** What colours begin with, unless it was lost on the way. */
  private static final byte ESCAPE = 0x1b;

  private final byte[] text;
  private final SymbolSink sink;
  private final WordReader words;
  private int at;

  Scan(byte[] text, Vocabulary vocabulary, SymbolSink sink) {
    this.text = text;
    this.sink = sink;
    this.words = new WordReader(text, vocabulary, sink);
  }

  void run() {
    while (at < text.length) {
      int kinds = Characters.kinds(text[at]);
      if ((kinds & Characters.WORD) != 0) {
        word();
      } else if ((kinds & SPEAKING) == 0) {
        at++;
      } else if ((kinds & Characters.MARK) != 0) {
        mark();
      } else if ((kinds & Characters.QUOTE) != 0) {
        quote();
      } else {
        backslash();
      }
    }
  }

  /**
   * Terminal colours stand right before words and are none, be their escape character lost or not.
   */
  private void mark() {
    int after = text[at] == '[' ? afterColour(at) : at;
    if (after == at) {
      mark(at);
      after++;
    }
    at = after;
  }

  /**
   * Behind a colour that begins here with a bracket, such as {@code [1;31m}; here for no colour.
   */
  private int afterColour(int from) {
    if (from >= text.length || text[from] != '[') {
      return from;
    }
    int i = from + 1;
    while (i < text.length && (Characters.is(Characters.DIGIT, text[i]) || text[i] == ';')) {
      i++;
    }
    return i > from + 1 && i < text.length && text[i] == 'm' ? i + 1 : from;
  }

  /** Most words are plain: nothing at their edges, no slash and no apostrophe in them. */
  private void word() {
    int i = at;
    int seen = 0;
    int kinds = kindsAt(i);
    while ((kinds & PLAIN) == Characters.WORD) {
      seen |= kinds;
      i++;
      kinds = kindsAt(i);
    }
    if ((kinds & (Characters.SLASH | Characters.QUOTE)) != 0) {
      edgedWord(Characters.wordEnd(text, at, i));
    } else if ((seen & Characters.EDGE) != 0) {
      edgedWord(i);
    } else {
      words.read(at, i);
      at = i;
    }
  }

  private int kindsAt(int i) {
    return i < text.length ? Characters.kinds(text[i]) : 0;
  }

  private void edgedWord(int wordEnd) {
    int trimmed = Characters.trimmedEnd(text, at, wordEnd);
    int start = Characters.wordStart(text, at, trimmed);
    marks(at, start);
    if (isDrive(start, trimmed, wordEnd)) {
      path(start);
      return;
    }
    if (start < trimmed) {
      words.read(start, trimmed);
    }
    marks(trimmed, wordEnd);
    at = wordEnd;
  }

  /**
   * A quote that opens, right before a run without spaces that a quote closes, holds a name or a
   * value; any other quote only surrounds prose.
   */
  private void quote() {
    int open = at + 1;
    if (!opens(at)) {
      at = open;
      return;
    }
    boolean named = sink.expectsQuotedName() || sink.expectsName();
    int close = named ? closingOfName(open) : closingOfRun(open);
    if (close < 0) {
      at = open;
      return;
    }
    int last = close;
    while (last > open && text[last - 1] == '\\') {
      last--;
    }
    if (named || last == open) {
      words.readName(open, last);
    } else {
      words.readQuoted(open, last, followsMark(open - 1) || sink.expectsQuotedWord());
    }
    at = close + 1;
  }

  /** Where the quote closes before any space; -1 if it does not. */
  private int closingOfRun(int open) {
    for (int i = open; i < text.length; i++) {
      int kinds = Characters.kinds(text[i]);
      if ((kinds & (Characters.QUOTE | Characters.BLANK)) != 0
          && !Characters.isApostrophe(text, i)) {
        return (kinds & Characters.QUOTE) != 0 ? i : -1;
      }
    }
    return -1;
  }

  /** Where the quote closes: names that are introduced may hold spaces, but no line ends. */
  private int closingOfName(int open) {
    int limit = Math.min(text.length, open + LONGEST_QUOTED_NAME);
    for (int i = open; i < limit; i++) {
      if (Characters.is(Characters.QUOTE, text[i]) && !Characters.isApostrophe(text, i)) {
        return i;
      }
      if (text[i] == '\n') {
        return -1;
      }
    }
    return -1;
  }

  /** A quote opens after a space, a mark or the beginning, and closes after anything else. */
  private boolean opens(int quote) {
    int before = beforeQuote(quote);
    return before < 0
        || Characters.is(Characters.BLANK | Characters.QUOTE, text[before])
        || "=:,;([{<>|".indexOf(text[before]) >= 0;
  }

  private boolean followsMark(int quote) {
    int before = beforeQuote(quote);
    while (before >= 0 && text[before] == ' ') {
      before--;
    }
    return before < 0 || "=:,;([{".indexOf(text[before]) >= 0;
  }

  private int beforeQuote(int quote) {
    int before = quote - 1;
    while (before >= 0 && text[before] == '\\') {
      before--;
    }
    return before;
  }

  /**
   * Escaped quotes and line ends are what they stand for, however often they were escaped; any
   * other backslash before a word begins a path.
   */
  private void backslash() {
    if (text[at] == ESCAPE) {
      at = afterColour(at + 1);
      return;
    }
    int after = at;
    while (after < text.length && text[after] == '\\') {
      after++;
    }
    if (after == text.length || Characters.is(Characters.QUOTE, text[after])) {
      at = after;
    } else if ("nrt".indexOf(text[after]) >= 0) {
      at = after + 1;
    } else if (text[after] == 'u' && isHexadecimal(after + 1)) {
      at = afterColour(after + 5);
    } else {
      path(at);
    }
  }

  private boolean isHexadecimal(int from) {
    int digits = 0;
    while (digits < 4
        && from + digits < text.length
        && Character.digit(text[from + digits], 16) >= 0) {
      digits++;
    }
    return digits == 4;
  }

  /** A Windows path: it goes on to the next space or quote. */
  private void path(int start) {
    int i = start;
    while (i < text.length && !Characters.is(Characters.BLANK | Characters.QUOTE, text[i])) {
      i++;
    }
    int trimmed = Characters.trimmedEnd(text, start, i);
    words.readPath(start, trimmed);
    marks(trimmed, i);
    at = i;
  }

  private boolean isDrive(int start, int trimmed, int wordEnd) {
    return trimmed == start + 1
        && Characters.is(Characters.LETTER, text[start])
        && wordEnd == start + 2
        && wordEnd < text.length
        && text[start + 1] == ':'
        && text[wordEnd] == '\\';
  }

  private void marks(int from, int to) {
    for (int i = from; i < to; i++) {
      mark(i);
    }
  }

  private void mark(int place) {
    int symbol = Symbols.punctuation(text[place]);
    if (symbol != Symbols.UNKNOWN) {
      sink.accept(symbol, place, place + 1);
    }
  }
}
