package io.pulltriage.classifier;

/** A rule, catalogue or knowledge file is wrong; the message names file, entry and line. */
public final class RuleException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** States what is wrong and where. */
  public RuleException(String message) {
    super(message);
  }
}
