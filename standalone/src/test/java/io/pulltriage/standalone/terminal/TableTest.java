package io.pulltriage.standalone.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableTest {

  private record Row(String name, String image, String note) {}

  private static final Table<Row> TABLE =
      new Table<>(
          List.of(
              Column.of("NAME", 8, 3, Row::name),
              Column.<Row>of("IMAGE", 12, 2, Row::image).shortenedInMiddle(),
              Column.<Row>of("NOTE", 26, 1, Row::note).styled(row -> Style.ALARM)));
  private static final List<Row> ROWS =
      List.of(
          new Row("api", "ghcr.io/team/api:1.4.2", "short"),
          new Row("漢字", "docker.io/library/nginx:1.27", "a note that is somewhat longer"));

  @Test
  void shouldGiveEachColumnWhatItNeedsWhereThereIsRoom() {
    assertThat(TABLE.render(ROWS, screen(100, false)))
        .isEqualTo(
            """
            NAME  IMAGE                         NOTE
            api   ghcr.io/team/api:1.4.2        short
            漢字  docker.io/library/nginx:1.27  a note that is somewhat longer
            """);
  }

  @Test
  void shouldShortenTheWidestFirst() {
    assertThat(TABLE.render(ROWS, screen(56, false)))
        .isEqualTo(
            """
            NAME  IMAGE                   NOTE
            api   ghcr.io/team/api:1.4.2  short
            漢字  docker.io/…/nginx:1.27  a note that is somewhat l…
            """);
  }

  @Test
  void shouldLeaveOutTheLeastImportantColumnWhereNothingElseHelps() {
    assertThat(TABLE.render(ROWS, screen(45, false)))
        .isEqualTo(
            """
            NAME  IMAGE
            api   ghcr.io/team/api:1.4.2
            漢字  docker.io/library/nginx:1.27
            """);
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 47, 53, 61, 79, 200})
  void shouldNeverBeWiderThanTheScreen(int width) {
    assertThat(TABLE.render(ROWS, screen(width, false)).lines())
        .allMatch(line -> DisplayText.width(line) <= width);
  }

  @Test
  void shouldColorCellsOnlyWhereColorsAreWanted() {
    assertThat(TABLE.render(ROWS, screen(100, true))).contains("\u001b[1;31mshort\u001b[0m\n");
    assertThat(TABLE.render(ROWS, screen(100, false))).doesNotContain("\u001b");
  }

  private static Screen screen(int width, boolean colored) {
    return new Screen(false, false, width, colored);
  }
}
