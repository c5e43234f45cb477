package io.pulltriage.streams.topology.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordsTest {

  @Test
  void shouldCount() {
    assertThat(Words.count(0, "pod")).isEqualTo("0 pods");
    assertThat(Words.count(1, "pod")).isEqualTo("1 pod");
    assertThat(Words.count(2, "pod")).isEqualTo("2 pods");
  }

  @Test
  void shouldListTheFirstOfTooMany() {
    assertThat(Words.list(List.of("a", "b"), 2)).isEqualTo("a, b");
    assertThat(Words.list(List.of("a", "b", "c", "d"), 2)).isEqualTo("a, b and 2 more");
    assertThat(Words.list(List.of(), 2)).isEmpty();
  }
}
