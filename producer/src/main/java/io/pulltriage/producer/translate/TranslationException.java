package io.pulltriage.producer.translate;

/** An object lacks what the API server never leaves out, such as a name or a UID. */
public final class TranslationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TranslationException(String message) {
    super(message);
  }
}
