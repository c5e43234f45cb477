package io.pulltriage.standalone.terminal;

import java.util.function.Function;

/**
 * A column of a {@link Table}.
 *
 * @param <T> what the rows are made from
 * @param header its heading
 * @param minWidth columns below which it is of no use; cells are shortened down to it
 * @param importance a table that is too wide loses its least important column first
 * @param shortensInMiddle whether the end of a cell tells as much as its beginning
 * @param text a row's cell
 * @param style how a row's cell is set off
 */
public record Column<T>(
    String header,
    int minWidth,
    int importance,
    boolean shortensInMiddle,
    Function<T, String> text,
    Function<T, Style> style) {

  /** A plain column whose cells keep their beginning. */
  public static <T> Column<T> of(
      String header, int minWidth, int importance, Function<T, String> text) {
    return new Column<>(header, minWidth, importance, false, text, row -> Style.PLAIN);
  }

  /** This column with cells that are shortened in the middle. */
  public Column<T> shortenedInMiddle() {
    return new Column<>(header, minWidth, importance, true, text, style);
  }

  /** This column with cells set off. */
  public Column<T> styled(Function<T, Style> cellStyle) {
    return new Column<>(header, minWidth, importance, shortensInMiddle, text, cellStyle);
  }

  String cell(T row) {
    return DisplayText.harmless(text.apply(row));
  }

  String fitted(String cell, int width) {
    return shortensInMiddle
        ? DisplayText.shortenedInMiddle(cell, width)
        : DisplayText.shortened(cell, width);
  }
}
