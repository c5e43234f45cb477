package io.pulltriage.standalone.terminal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Rows under headings, as wide as the screen at most: cells are shortened, the widest first, then
 * columns go, the least important first. Cells are made {@linkplain DisplayText#harmless harmless}.
 * Immutable.
 *
 * @param <T> what the rows are made from
 */
public final class Table<T> {

  private static final int GAP = 2;

  private final List<Column<T>> columns;

  /** A table of these columns, from left to right. */
  public Table(List<Column<T>> columns) {
    this.columns = List.copyOf(columns);
  }

  /** The table with its headings, each line ended. */
  public String render(List<T> rows, Screen screen) {
    List<Column<T>> kept = columnsThatFit(screen.width());
    int[] widths = widths(kept, rows, screen.width());
    StringBuilder text = new StringBuilder();
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      append(line, i, widths, kept.get(i).header(), Style.FAINT, screen);
    }
    text.append(line).append('\n');
    for (T row : rows) {
      line.setLength(0);
      for (int i = 0; i < widths.length; i++) {
        Column<T> column = kept.get(i);
        String cell = column.fitted(column.cell(row), widths[i]);
        append(line, i, widths, cell, column.style().apply(row), screen);
      }
      text.append(line).append('\n');
    }
    return text.toString();
  }

  /** The last cell is not padded, so that no line ends in spaces. */
  private static void append(
      StringBuilder line, int index, int[] widths, String cell, Style style, Screen screen) {
    line.append(style.apply(cell, screen.colored()));
    if (index < widths.length - 1) {
      line.append(" ".repeat(widths[index] - DisplayText.width(cell) + GAP));
    }
  }

  private List<Column<T>> columnsThatFit(int width) {
    List<Column<T>> kept = new ArrayList<>(columns);
    while (kept.size() > 1
        && kept.stream().mapToInt(Column::minWidth).sum() + GAP * (kept.size() - 1) > width) {
      kept.remove(kept.stream().min(Comparator.comparingInt(Column::importance)).orElseThrow());
    }
    return kept;
  }

  private static <T> int[] widths(List<Column<T>> columns, List<T> rows, int width) {
    int[] widths = new int[columns.size()];
    int total = GAP * (widths.length - 1);
    for (int i = 0; i < widths.length; i++) {
      Column<T> column = columns.get(i);
      widths[i] = column.header().length();
      for (T row : rows) {
        widths[i] = Math.max(widths[i], DisplayText.width(column.cell(row)));
      }
      total += widths[i];
    }
    for (; total > width; total--) {
      widths[widestAboveMinimum(columns, widths)]--;
    }
    return widths;
  }

  private static <T> int widestAboveMinimum(List<Column<T>> columns, int[] widths) {
    int widest = 0;
    for (int i = 1; i < widths.length; i++) {
      boolean shrinks = widths[i] > columns.get(i).minWidth();
      boolean firstShrinks = widths[widest] > columns.get(widest).minWidth();
      if (shrinks && (!firstShrinks || widths[i] > widths[widest])) {
        widest = i;
      }
    }
    return widest;
  }
}
