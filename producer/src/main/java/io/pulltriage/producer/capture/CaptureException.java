package io.pulltriage.producer.capture;

/** What was named is no capture; the message says what and why, for the person who named it. */
public final class CaptureException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CaptureException(String message) {
    super(message);
  }

  CaptureException(String message, Throwable cause) {
    super(message, cause);
  }
}
