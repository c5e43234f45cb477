package io.pulltriage.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamedSectionsTest {

  @TempDir
  @SuppressWarnings("NullAway.Init") // Set by JUnit.
  private Path folder;

  /** What a section takes. */
  public enum Colour {
    RED,
    BLUE
  }

  /** A section of which the user makes as many as they like. */
  public record Door(
      @Setting("Its colour.") Colour colour,
      @Setting("How wide.") double width,
      @Setting("Signs.") Map<String, String> signs) {

    /** Refuses what cannot be. */
    public Door {
      signs = Map.copyOf(signs);
      if (width <= 0) {
        throw new IllegalArgumentException("width must be more than nothing, is " + width);
      }
    }

    /** A red one. */
    public static Door defaults() {
      return new Door(Colour.RED, 0.9, Map.of());
    }
  }

  /** The root. */
  public record House(@Setting("Its name.") String name, Map<String, Door> doors) {

    /** Keeps its own copy. */
    public House {
      doors = Map.copyOf(doors);
    }

    static House defaults() {
      return new House("ours", Map.of());
    }
  }

  @Test
  void shouldMakeASectionOfEachNameGiven() throws IOException {
    // When
    House house =
        read(
            """
            doors:
              front: {colour: blue}
              back.width: 1.5
            """,
            Map.of("PULLTRIAGE_DOORS_SIDE_SIGNS_NO_ENTRY", "keep out"));

    // Then
    assertThat(house.doors())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "front", new Door(Colour.BLUE, 0.9, Map.of()),
                "back", new Door(Colour.RED, 1.5, Map.of()),
                "side", new Door(Colour.RED, 0.9, Map.of("no.entry", "keep out"))));
  }

  @Test
  void shouldNameTheSectionThatIsWrong() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    doors:
                      front: {colour: green}
                      back: {width: -1}
                      side: {widht: 1}
                      roof: 3
                    """,
                    Map.of()))
        .isInstanceOf(ConfigException.class)
        .message()
        .satisfies(
            message ->
                assertThat(message.lines().map(line -> line.replace(folder + "/", "")))
                    .containsExactlyInAnyOrder(
                        "house.yaml:2: doors.front.colour takes RED, BLUE, not 'green'",
                        "house.yaml:3: doors.back.width must be more than nothing, is -1.0",
                        "house.yaml:4: unknown key doors.side.widht; the nearest known key is"
                            + " doors.side.width",
                        "house.yaml:5: unknown key doors.roof: it takes keys of its own, not a"
                            + " value"));
  }

  @Test
  void shouldExplainTheKeysOfSections() {
    assertThat(ConfigPage.keys(House.defaults()))
        .containsExactly("name", "doors.<name>.colour", "doors.<name>.width", "doors.<name>.signs");
    assertThat(ConfigPage.tables(House.defaults()))
        .contains(
            "| `doors.<name>.colour`<br>`PULLTRIAGE_DOORS_<NAME>_COLOUR` | RED, BLUE | `RED` | Its"
                + " colour. |");
  }

  private House read(String yaml, Map<String, String> environment) throws IOException {
    Path file = Files.writeString(folder.resolve("house.yaml"), yaml);
    return ConfigReader.read(House.defaults(), file, environment, List.of());
  }
}
