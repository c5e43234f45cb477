package io.pulltriage.classifier.text;

/** One reading of one stretch of text. */
final class Scan {

  /** Longer quoted names are taken for prose. */
  private static final int LONGEST_QUOTED_NAME = 512;

  private final String text;
  private final int end;
  private final SymbolSink sink;
  private final WordReader words;
  private int at;

  Scan(String text, int from, int to, Vocabulary vocabulary, SymbolSink sink) {
    this.text = text;
    this.end = to;
    this.sink = sink;
    this.words = new WordReader(text, vocabulary, sink);
    this.at = from;
  }

  void run() {
    while (at < end) {
      char c = text.charAt(at);
      switch (Characters.kind(c)) {
        case Characters.WORD -> word();
        case Characters.QUOTE -> quote();
        case Characters.BACKSLASH -> backslash();
        case Characters.MARK -> {
          mark(c);
          at++;
        }
        default -> at++;
      }
    }
  }

  private void word() {
    int wordEnd = Characters.wordEnd(text, at, end);
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
    int close = closing(open, named);
    if (close < 0) {
      at = open;
      return;
    }
    int last = close;
    while (last > open && text.charAt(last - 1) == '\\') {
      last--;
    }
    if (named || last == open) {
      words.readName(open, last);
    } else {
      words.readQuoted(open, last, followsMark(open - 1));
    }
    at = close + 1;
  }

  /** Where the quote closes: only names that are introduced may hold spaces. */
  private int closing(int open, boolean named) {
    int limit = named ? Math.min(end, open + LONGEST_QUOTED_NAME) : end;
    for (int i = open; i < limit; i++) {
      char c = text.charAt(i);
      if (Characters.kind(c) == Characters.QUOTE && !isInnerApostrophe(i)) {
        return i;
      }
      if (c <= ' ' && (!named || c == '\n')) {
        return -1;
      }
    }
    return -1;
  }

  private boolean isInnerApostrophe(int i) {
    return text.charAt(i) == '\''
        && i + 1 < end
        && Character.isLetter(text.charAt(i - 1))
        && Character.isLetter(text.charAt(i + 1));
  }

  /** A quote opens after a space, a mark or the beginning, and closes after anything else. */
  private boolean opens(int quote) {
    int before = beforeQuote(quote);
    if (before < 0) {
      return true;
    }
    char c = text.charAt(before);
    return c <= ' ' || "=:,;([{<>|".indexOf(c) >= 0 || Characters.kind(c) == Characters.QUOTE;
  }

  private boolean followsMark(int quote) {
    int before = beforeQuote(quote);
    while (before >= 0 && text.charAt(before) == ' ') {
      before--;
    }
    return before < 0 || "=:,;([{".indexOf(text.charAt(before)) >= 0;
  }

  private int beforeQuote(int quote) {
    int before = quote - 1;
    while (before >= 0 && text.charAt(before) == '\\') {
      before--;
    }
    return before;
  }

  /** Escaped quotes and line ends are what they stand for; a backslash before a word is a path. */
  private void backslash() {
    int after = at;
    while (after < end && text.charAt(after) == '\\') {
      after++;
    }
    if (after == end || Characters.kind(text.charAt(after)) == Characters.QUOTE) {
      at = after;
    } else if (after == at + 1 && "nrt".indexOf(text.charAt(after)) >= 0) {
      at = after + 1;
    } else if (after == at + 1 && text.charAt(after) == 'u') {
      at = Math.min(end, after + 5);
    } else {
      path(at);
    }
  }

  /** A Windows path: it goes on to the next space or quote. */
  private void path(int start) {
    int i = start;
    while (i < end && text.charAt(i) > ' ' && Characters.kind(text.charAt(i)) != Characters.QUOTE) {
      i++;
    }
    int trimmed = Characters.trimmedEnd(text, start, i);
    words.readPath(start, trimmed);
    marks(trimmed, i);
    at = i;
  }

  private boolean isDrive(int start, int trimmed, int wordEnd) {
    return trimmed == start + 1
        && Character.isLetter(text.charAt(start))
        && wordEnd == start + 2
        && wordEnd < end
        && text.charAt(start + 1) == ':'
        && text.charAt(wordEnd) == '\\';
  }

  private void marks(int from, int to) {
    for (int i = from; i < to; i++) {
      mark(text.charAt(i));
    }
  }

  private void mark(char c) {
    int symbol = Symbols.punctuation(c);
    if (symbol != Symbols.UNKNOWN) {
      sink.accept(symbol);
    }
  }
}
