package io.pulltriage.classifier.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PhraseAutomatonTest {

  @Property
  void shouldFindWhatLookingForEachPhraseAloneFinds(
      @ForAll("phrases") List<int[]> phrases, @ForAll("text") int[] text) {
    // Given
    PhraseAutomaton automaton = PhraseAutomaton.of(phrases);

    // When
    List<String> found = new ArrayList<>();
    int state = PhraseAutomaton.START;
    for (int i = 0; i < text.length; i++) {
      state = automaton.step(state, text[i]);
      for (int phrase : automaton.ends(state)) {
        found.add(phrase + " ends at " + i);
      }
    }

    // Then
    assertThat(found).containsExactlyInAnyOrderElementsOf(oneByOne(phrases, text));
  }

  @Provide
  Arbitrary<List<int[]>> phrases() {
    return Arbitraries.integers()
        .between(1, 3)
        .array(int[].class)
        .ofMinSize(1)
        .ofMaxSize(4)
        .list()
        .ofMinSize(1)
        .ofMaxSize(8);
  }

  @Provide
  Arbitrary<int[]> text() {
    return Arbitraries.integers().between(0, 3).array(int[].class).ofMaxSize(30);
  }

  private static List<String> oneByOne(List<int[]> phrases, int[] text) {
    List<String> found = new ArrayList<>();
    for (int phrase = 0; phrase < phrases.size(); phrase++) {
      int length = phrases.get(phrase).length;
      for (int i = 0; i + length <= text.length; i++) {
        if (Arrays.equals(phrases.get(phrase), Arrays.copyOfRange(text, i, i + length))) {
          found.add(phrase + " ends at " + (i + length - 1));
        }
      }
    }
    return found;
  }
}
