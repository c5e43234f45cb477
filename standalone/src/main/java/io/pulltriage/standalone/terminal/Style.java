package io.pulltriage.standalone.terminal;

/** How a piece of text is set off on a screen that shows colours. */
public enum Style {
  /** As everything else. */
  PLAIN(""),
  /** What to see first. */
  STRONG("1"),
  /** What may be passed over. */
  FAINT("2"),
  /** Needs action now. */
  ALARM("1;31"),
  /** Needs attention. */
  WARNING("33"),
  /** Well again. */
  GOOD("32");

  private final String code;

  Style(String code) {
    this.code = code;
  }

  /** The text with the escape codes around it, or as it is where colours are not wanted. */
  public String apply(String text, boolean colored) {
    return colored && !code.isEmpty() ? "\u001b[" + code + 'm' + text + "\u001b[0m" : text;
  }
}
