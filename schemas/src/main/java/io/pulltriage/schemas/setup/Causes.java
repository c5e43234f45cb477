package io.pulltriage.schemas.setup;

import java.util.ArrayList;
import java.util.List;

/** Texts of errors for people. Pure. */
final class Causes {

  private Causes() {}

  /** What an error and its causes say, each once: clients wrap what happened in what they tried. */
  static String told(Throwable error) {
    List<String> texts = new ArrayList<>();
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      String text = cause.getMessage();
      String said = text == null || text.isBlank() ? cause.getClass().getSimpleName() : text;
      if (texts.stream().noneMatch(before -> before.contains(said))) {
        texts.add(said);
      }
    }
    return String.join(": ", texts);
  }
}
