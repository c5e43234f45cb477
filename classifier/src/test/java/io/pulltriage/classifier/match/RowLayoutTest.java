package io.pulltriage.classifier.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class RowLayoutTest {

  @Property
  void shouldLayEachRowIntoTheFirstPlaceThatItFitsInto(
      @ForAll @Size(max = 30) List<@Size(max = 4) Set<@IntRange(max = 8) Integer>> rows) {
    RowLayout layout = new RowLayout();
    Set<Integer> places = new HashSet<>(Set.of(0));
    Set<Integer> entries = new HashSet<>();

    for (Set<Integer> row : rows) {
      // Given
      int expected = 1;
      while (places.contains(expected) || meets(entries, row, expected)) {
        expected++;
      }

      // When
      int place = layout.lay(row);

      // Then
      assertThat(place).isEqualTo(expected);
      assertThat(layout.end()).isGreaterThan(place);
      places.add(place);
      row.forEach(symbol -> entries.add(place + symbol));
    }
  }

  private static boolean meets(Set<Integer> entries, Set<Integer> row, int place) {
    return row.stream().anyMatch(symbol -> entries.contains(place + symbol));
  }
}
