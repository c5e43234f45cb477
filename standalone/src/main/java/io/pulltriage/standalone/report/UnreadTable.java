package io.pulltriage.standalone.report;

import io.pulltriage.schemas.internal.UnreadText;
import io.pulltriage.standalone.terminal.Column;
import io.pulltriage.standalone.terminal.FieldBlock;
import io.pulltriage.standalone.terminal.Screen;
import io.pulltriage.standalone.terminal.Style;
import io.pulltriage.standalone.terminal.Table;
import io.pulltriage.streams.query.UnreadTexts;
import java.util.List;

/** Texts that no rule reads, most frequent first. Pure. */
public final class UnreadTable {

  private UnreadTable() {}

  /**
   * A heading that counts them and a table of the most frequent.
   *
   * @param most how many to show
   */
  public static String render(UnreadTexts unread, int most, Screen screen) {
    List<UnreadText> shown = unread.texts().stream().limit(most).toList();
    String heading =
        "No rule reads %s in %s; docs/rules.md says how to write one"
            .formatted(
                Words.count(unread.seen(), "text", "texts"),
                Words.count(unread.texts().size(), "wording", "wordings"));
    FieldBlock block = new FieldBlock(screen).heading(heading, Style.STRONG);
    String dropped =
        unread.dropped() == 0
            ? ""
            : Words.count(unread.dropped(), "text", "texts") + " of rarer wordings not kept\n";
    return block + table().render(shown, screen) + dropped;
  }

  private static Table<UnreadText> table() {
    return new Table<>(
        List.of(
            Column.of("SEEN", 4, 3, text -> Long.toString(text.getSeen())),
            Column.of("CAUSE", 9, 1, text -> text.getCause().name()),
            Column.of("REASON", 8, 2, text -> String.join(", ", text.getReasons())),
            Column.of("TEXT", 20, 4, UnreadText::getShape)));
  }
}
