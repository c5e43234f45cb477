package io.pulltriage.standalone.explain;

/** A JSON object that holds no message to explain; the text says what it lacks. */
public final class InquiryException extends Exception {

  private static final long serialVersionUID = 1L;

  InquiryException(String message) {
    super(message);
  }
}
