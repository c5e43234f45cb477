package io.pulltriage.standalone.report;

import io.pulltriage.standalone.terminal.Column;
import io.pulltriage.standalone.terminal.FieldBlock;
import io.pulltriage.standalone.terminal.Screen;
import io.pulltriage.standalone.terminal.Style;
import io.pulltriage.standalone.terminal.Table;
import java.util.List;

/** Texts that no rule reads, most frequent first. Pure. */
public final class UnreadTable {

  private UnreadTable() {}

  /**
   * A heading that counts them and a table of the most frequent.
   *
   * @param most how many to show
   */
  public static String render(List<UnreadWording> unread, int most, Screen screen) {
    List<UnreadWording> shown = unread.stream().limit(most).toList();
    String heading =
        "No rule reads %s in %s; docs/rules.md says how to write one"
            .formatted(
                Words.count(unread.stream().mapToLong(UnreadWording::seen).sum(), "text", "texts"),
                Words.count(unread.size(), "wording", "wordings"));
    FieldBlock block = new FieldBlock(screen).heading(heading, Style.STRONG);
    return block + table().render(shown, screen);
  }

  private static Table<UnreadWording> table() {
    return new Table<>(
        List.of(
            Column.of("SEEN", 4, 3, text -> Long.toString(text.seen())),
            Column.of("CAUSE", 9, 1, text -> text.cause().name()),
            Column.of("REASON", 8, 2, text -> String.join(", ", text.reasons())),
            Column.of("TEXT", 20, 4, UnreadWording::shape)));
  }
}
