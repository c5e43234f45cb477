package io.pulltriage.classifier.text;

/** Takes a text's symbols in order. */
public interface SymbolSink {

  /**
   * The next symbol.
   *
   * @param from where what it stands for begins, in bytes of the text as it is read
   * @param to where that ends
   */
  void accept(int symbol, int from, int to);

  /** Whether the words so far introduce a name, so that the next word is one whatever it says. */
  boolean expectsName();

  /** Whether the words so far introduce a name if the next word is quoted. */
  boolean expectsQuotedName();

  /** Whether the words so far introduce a word, such as a code, so that it is one though quoted. */
  boolean expectsQuotedWord();

  /**
   * An image is named; comes right before its symbol.
   *
   * @param registry hash of its registry's host, 0 where it names none
   */
  void image(int registry);

  /**
   * A registry is asked; comes right before the symbol of the URL.
   *
   * @param registry hash of its host
   */
  void request(int registry);
}
