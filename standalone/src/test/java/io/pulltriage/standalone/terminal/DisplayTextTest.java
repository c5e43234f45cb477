package io.pulltriage.standalone.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DisplayTextTest {

  @Test
  void shouldWriteOutWhatATerminalWouldObey() {
    assertThat(DisplayText.harmless("\u001b]0;title\u0007 \u009b31m"))
        .isEqualTo("\\u001b]0;title\\u0007 \\u009b31m");
    assertThat(DisplayText.harmless("a\u202eb\u2066c\u200bd\ufeff"))
        .isEqualTo("a\\u202eb\\u2066c\\u200bd\\ufeff");
    assertThat(DisplayText.harmless("\ud800")).isEqualTo("\\ud800");
  }

  @Test
  void shouldPutTextOnOneLine() {
    assertThat(DisplayText.harmless("  a\r\n\tb\u2028c\u00a0 d\u0085e \n"))
        .isEqualTo("a b c d\\u0085e");
  }

  @Test
  void shouldCountTheColumnsThatCharactersTake() {
    assertThat(DisplayText.width("abc")).isEqualTo(3);
    assertThat(DisplayText.width("漢字")).isEqualTo(4);
    assertThat(DisplayText.width("e\u0301")).isEqualTo(1);
    assertThat(DisplayText.width("🐳")).isEqualTo(2);
  }

  @Test
  void shouldShortenWithinTheWidth() {
    assertThat(DisplayText.shortened("abcdef", 6)).isEqualTo("abcdef");
    assertThat(DisplayText.shortened("abcdefg", 6)).isEqualTo("abcde…");
    assertThat(DisplayText.shortened("漢字漢字", 6)).isEqualTo("漢字…");
    assertThat(DisplayText.shortenedInMiddle("registry.example/team/api:1.4.2", 16))
        .isEqualTo("registr…pi:1.4.2");
    assertThat(DisplayText.shortenedInMiddle("🐳🐳🐳🐳", 6)).isEqualTo("🐳…🐳");
  }

  @Test
  void shouldWrapAtSpacesAndWithinLongWords() {
    assertThat(DisplayText.wrapped("one two three", 7)).containsExactly("one two", "three");
    assertThat(DisplayText.wrapped("a abcdefghij b", 4))
        .containsExactly("a", "abcd", "efgh", "ij b");
    assertThat(DisplayText.wrapped("漢字漢字漢", 4)).containsExactly("漢字", "漢字", "漢");
    assertThat(DisplayText.wrapped("", 4)).containsExactly("");
  }
}
