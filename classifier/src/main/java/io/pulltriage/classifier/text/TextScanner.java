package io.pulltriage.classifier.text;

/**
 * Reads a text once, in time linear in its length, and says its symbols. Names are set apart by
 * their form (a digest, an address, a URL, a path, anything with a slash or an inner colon) and by
 * their place (quoted, or after words that introduce a name), so that a name that reads like an
 * error is never taken for one. Immutable and thread-safe.
 *
 * <p>Of a text longer than {@value #LIMIT} characters only the first {@value #HEAD} and the last
 * {@value #TAIL} are read: the head says what was attempted, the tail which error came last.
 */
public final class TextScanner {

  /** How many characters are read at most. */
  public static final int LIMIT = 16_384;

  private static final int HEAD = 4_096;
  private static final int TAIL = LIMIT - HEAD;

  private final Vocabulary vocabulary;

  /** Reads texts with the words of a vocabulary. */
  public TextScanner(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /** Says the symbols of a text. */
  public void scan(String text, SymbolSink sink) {
    if (text.length() <= LIMIT) {
      scanAll(text, sink);
    } else {
      scanAll(text.substring(0, HEAD), sink);
      sink.accept(Symbols.UNKNOWN, 0, 0);
      scanAll(text.substring(text.length() - TAIL), sink);
    }
  }

  /** As {@link #scan}, and tells where each symbol stands. Costs more: for people who ask why. */
  public SymbolPlaces trace(String text, SymbolSink sink) {
    SymbolPlaces places = new SymbolPlaces(sink, vocabulary);
    if (text.length() <= LIMIT) {
      trace(text, 0, text.length(), places);
    } else {
      trace(text, 0, HEAD, places);
      places.accept(Symbols.UNKNOWN, 0, 0);
      trace(text, text.length() - TAIL, text.length(), places);
    }
    return places;
  }

  private void trace(String text, int from, int to, SymbolPlaces places) {
    byte[] bytes = TextBytes.of(text.substring(from, to));
    places.read(bytes, from);
    new Scan(bytes, vocabulary, places).run();
  }

  private void scanAll(String text, SymbolSink sink) {
    new Scan(TextBytes.of(text), vocabulary, sink).run();
  }
}
