package io.pulltriage.standalone.terminal;

import java.util.List;

/**
 * Lines of a label and a text each, under a heading:
 *
 * <pre>
 * HEADING
 *   label     text that goes on
 *             for as long as it needs
 * </pre>
 *
 * <p>All texts are made {@linkplain DisplayText#harmless harmless}. Not thread-safe.
 */
public final class FieldBlock {

  private static final int LABEL_WIDTH = 11;
  private static final String INDENT = "  ";

  private final StringBuilder text = new StringBuilder();
  private final int width;
  private final boolean colored;

  /** A block for a screen. */
  public FieldBlock(Screen screen) {
    this.width = screen.width();
    this.colored = screen.colored();
  }

  /** A line of its own, wrapped where it must be. */
  public FieldBlock heading(String heading, Style style) {
    for (String line : DisplayText.wrapped(DisplayText.harmless(heading), width)) {
      text.append(style.apply(line, colored)).append('\n');
    }
    return this;
  }

  /** A label and its text. */
  public FieldBlock field(String label, String value) {
    return item(label, "", value);
  }

  /** A label and its texts, one below the other; nothing at all for none. */
  public FieldBlock fields(String label, List<String> values) {
    for (int i = 0; i < values.size(); i++) {
      item(i == 0 ? label : "", "", values.get(i));
    }
    return this;
  }

  /** A label and its numbered steps; nothing at all for none. */
  public FieldBlock steps(String label, List<String> steps) {
    for (int i = 0; i < steps.size(); i++) {
      item(i == 0 ? label : "", (i + 1) + ". ", steps.get(i));
    }
    return this;
  }

  /** The block, each line ended. */
  @Override
  public String toString() {
    return text.toString();
  }

  private FieldBlock item(String label, String bullet, String value) {
    int indent = INDENT.length() + LABEL_WIDTH + bullet.length();
    String start =
        INDENT + Style.FAINT.apply(DisplayText.padded(label, LABEL_WIDTH), colored) + bullet;
    for (String line : DisplayText.wrapped(DisplayText.harmless(value), width - indent)) {
      text.append((start + line).stripTrailing()).append('\n');
      start = " ".repeat(indent);
    }
    return this;
  }
}
