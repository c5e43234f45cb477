package io.pulltriage.classifier.rules;

import java.util.ArrayList;
import java.util.List;

/** Spells out phrases with choices: {@code status {code|line} {:|}} are four phrases. */
final class Braces {

  private static final int MOST = 512;

  private Braces() {}

  /**
   * All phrases that a phrase with choices stands for.
   *
   * @throws IllegalArgumentException if a brace is not closed or it stands for too many
   */
  static List<String> expand(String phrase) {
    List<String> expanded = List.of("");
    int at = 0;
    while (at < phrase.length()) {
      int open = phrase.indexOf('{', at);
      if (open < 0) {
        return join(expanded, List.of(phrase.substring(at)));
      }
      int close = phrase.indexOf('}', open);
      int nested = phrase.indexOf('{', open + 1);
      if (nested >= 0 && nested < close) {
        throw new IllegalArgumentException("'" + phrase + "' opens a brace within a brace");
      }
      if (close < 0) {
        throw new IllegalArgumentException("'" + phrase + "' opens a brace and does not close it");
      }
      expanded = join(expanded, List.of(phrase.substring(at, open)));
      expanded = join(expanded, List.of(phrase.substring(open + 1, close).split("\\|", -1)));
      at = close + 1;
    }
    return expanded;
  }

  private static List<String> join(List<String> heads, List<String> tails) {
    if (heads.size() * tails.size() > MOST) {
      throw new IllegalArgumentException(
          "the choices in braces make more than " + MOST + " phrases");
    }
    List<String> joined = new ArrayList<>();
    for (String head : heads) {
      for (String tail : tails) {
        joined.add(head + tail);
      }
    }
    return joined;
  }
}
