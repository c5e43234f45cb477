package io.pulltriage.standalone.terminal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;

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
    List<Fitting<T>> fittings = fittings(rows, screen.width());
    StringBuilder text = new StringBuilder();
    StringBuilder line = new StringBuilder();
    for (Fitting<T> fitting : fittings) {
      String header = DisplayText.shortened(fitting.column.header(), fitting.width);
      append(line, header, Style.FAINT.apply(header, screen.colored()), fitting.width);
    }
    text.append(line.toString().stripTrailing()).append('\n');
    for (T row : rows) {
      line.setLength(0);
      for (Fitting<T> fitting : fittings) {
        Column<T> column = fitting.column;
        String cell = column.fitted(column.cell(row), fitting.width);
        String styled = column.style().apply(row).apply(cell, screen.colored());
        append(line, cell, styled, fitting.width);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static void append(StringBuilder line, String cell, String styled, int width) {
    line.append(styled).append(" ".repeat(width - DisplayText.width(cell) + GAP));
  }

  private List<Fitting<T>> fittings(List<T> rows, int width) {
    List<Fitting<T>> fittings = new ArrayList<>();
    for (Column<T> column : columns) {
      int natural = column.header().length();
      for (T row : rows) {
        natural = Math.max(natural, DisplayText.width(column.cell(row)));
      }
      fittings.add(new Fitting<>(column, natural));
    }
    while (fittings.size() > 1 && total(fittings, Fitting::minWidth) > width) {
      fittings.remove(
          Collections.min(
              fittings, Comparator.comparingInt(fitting -> fitting.column.importance())));
    }
    for (int total = total(fittings, fitting -> fitting.width); total > width; total--) {
      Collections.max(
              fittings,
              Comparator.<Fitting<T>, Boolean>comparing(Fitting::isShrinkable)
                  .thenComparingInt(fitting -> fitting.width))
          .width--;
    }
    return fittings;
  }

  private static <T> int total(List<Fitting<T>> fittings, ToIntFunction<Fitting<T>> width) {
    return fittings.stream().mapToInt(width).sum() + GAP * (fittings.size() - 1);
  }

  /** A column and how wide it comes out. */
  private static final class Fitting<T> {

    private final Column<T> column;
    private final int natural;
    private int width;

    Fitting(Column<T> column, int natural) {
      this.column = column;
      this.natural = natural;
      this.width = natural;
    }

    int minWidth() {
      return Math.min(natural, column.minWidth());
    }

    boolean isShrinkable() {
      return width > minWidth();
    }
  }
}
