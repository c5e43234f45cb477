package io.pulltriage.streams.query;

/** This instance cannot answer yet, or not for the moment. */
public final class NotReadableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Says why, for people. */
  public NotReadableException(String message) {
    super(message);
  }
}
