package io.pulltriage.classifier.text;

import java.util.Arrays;

/**
 * Where each symbol of a text stands, counted in the text's {@code char}s; passes the symbols on.
 * For one text and one thread.
 */
public final class SymbolPlaces implements SymbolSink {

  private final SymbolSink next;
  private final Vocabulary vocabulary;
  private byte[] bytes = {};
  private int offset;
  private int size;
  private int[] symbols = new int[64];
  private int[] starts = new int[64];
  private int[] ends = new int[64];
  private int counted;
  private int characters;

  SymbolPlaces(SymbolSink next, Vocabulary vocabulary) {
    this.next = next;
    this.vocabulary = vocabulary;
  }

  /** The places to come are those of these bytes, which begin at a character of the text. */
  void read(byte[] part, int firstCharacter) {
    bytes = part;
    offset = firstCharacter;
    counted = 0;
    characters = 0;
  }

  @Override
  public void accept(int symbol, int from, int to) {
    if (size == symbols.length) {
      symbols = Arrays.copyOf(symbols, size * 2);
      starts = Arrays.copyOf(starts, size * 2);
      ends = Arrays.copyOf(ends, size * 2);
    }
    symbols[size] = symbol;
    starts[size] = offset + character(from);
    ends[size] = offset + character(to);
    size++;
    next.accept(symbol, from, to);
  }

  @Override
  public boolean expectsName() {
    return next.expectsName();
  }

  @Override
  public boolean expectsQuotedName() {
    return next.expectsQuotedName();
  }

  @Override
  public boolean expectsQuotedWord() {
    return next.expectsQuotedWord();
  }

  @Override
  public void image(int registry) {
    next.image(registry);
  }

  @Override
  public void request(int registry) {
    next.request(registry);
  }

  /** How many symbols the text has; those that are said of it as a whole have no place. */
  public int size() {
    return size;
  }

  /** Where a symbol begins. */
  public int start(int index) {
    return starts[index];
  }

  /** Where a symbol ends. */
  public int end(int index) {
    return ends[index];
  }

  /** The placeholder of a symbol that stands for a name; empty for a word or a mark. */
  public String placeholder(int index) {
    return Symbols.placeholderOf(symbols[index]);
  }

  /** Whether a symbol is a word that rules speak of. */
  public boolean isKnownWord(int index) {
    return symbols[index] >= Symbols.FIRST_WORD && symbols[index] < vocabulary.size();
  }

  /** Whether a symbol is a mark, such as a colon. */
  public boolean isMark(int index) {
    return symbols[index] >= Symbols.COLON && symbols[index] < Symbols.FIRST_WORD;
  }

  /**
   * Each character has one byte that does not go on with another. Places come nearly in order, so
   * that counting goes on from the last one.
   */
  private int character(int place) {
    if (place < counted) {
      counted = 0;
      characters = 0;
    }
    while (counted < place) {
      characters += (bytes[counted] & 0xC0) == 0x80 ? 0 : 1;
      counted++;
    }
    return characters;
  }
}
