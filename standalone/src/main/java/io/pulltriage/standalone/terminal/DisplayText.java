package io.pulltriage.standalone.terminal;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.WCWidth;

/**
 * Text as it comes out on a screen: measured in columns, cut and wrapped to fit, and harmless,
 * whatever a cluster put into it. Pure.
 */
public final class DisplayText {

  private static final String ELLIPSIS = "…";

  private DisplayText() {}

  /**
   * The text on one line, with white space as single spaces and everything that a terminal might
   * obey (escape sequences, other control characters, changes of direction) written out as {@code
   * \}{@code u001b}.
   */
  public static String harmless(String text) {
    StringBuilder result = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            point -> {
              if (Character.isWhitespace(point) || Character.isSpaceChar(point)) {
                if (!result.isEmpty() && result.charAt(result.length() - 1) != ' ') {
                  result.append(' ');
                }
              } else if (isObeyed(point)) {
                result.append(String.format("\\u%04x", point));
              } else {
                result.appendCodePoint(point);
              }
            });
    return result.toString().stripTrailing();
  }

  /** How many columns the text takes. */
  public static int width(String text) {
    return text.codePoints().map(DisplayText::columns).sum();
  }

  /** The text, or its beginning with an ellipsis where it does not fit. */
  public static String shortened(String text, int width) {
    return width(text) <= width ? text : head(text, width - 1) + ELLIPSIS;
  }

  /** The text, or its beginning and its end around an ellipsis where it does not fit. */
  public static String shortenedInMiddle(String text, int width) {
    if (width(text) <= width) {
      return text;
    }
    int tailWidth = width / 2;
    return head(text, width - 1 - tailWidth) + ELLIPSIS + tail(text, tailWidth);
  }

  /** The text with spaces up to a width; as it is where it is wider. */
  public static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - width(text)));
  }

  /** The text on lines of at most a width, broken at spaces, within words that are wider. */
  public static List<String> wrapped(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    int used = 0;
    for (String word : text.split(" ", -1)) {
      String rest = word;
      int wide = width(rest);
      if (used > 0 && used + 1 + wide > width) {
        lines.add(line.toString());
        line.setLength(0);
        used = 0;
      }
      while (wide > width) {
        String part = head(rest, width);
        lines.add(part);
        rest = rest.substring(part.length());
        wide = width(rest);
      }
      line.append(used > 0 ? " " : "").append(rest);
      used += (used > 0 ? 1 : 0) + wide;
    }
    lines.add(line.toString());
    return lines;
  }

  private static String head(String text, int width) {
    int end = 0;
    int used = 0;
    while (end < text.length()) {
      int point = text.codePointAt(end);
      used += columns(point);
      if (used > width) {
        break;
      }
      end += Character.charCount(point);
    }
    return text.substring(0, end);
  }

  private static String tail(String text, int width) {
    int start = text.length();
    int used = 0;
    while (start > 0) {
      int point = text.codePointBefore(start);
      used += columns(point);
      if (used > width) {
        break;
      }
      start -= Character.charCount(point);
    }
    return text.substring(start);
  }

  private static int columns(int point) {
    return Math.max(0, WCWidth.wcwidth(point));
  }

  private static boolean isObeyed(int point) {
    int type = Character.getType(point);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.SURROGATE
        || type == Character.PRIVATE_USE
        || type == Character.UNASSIGNED;
  }
}
