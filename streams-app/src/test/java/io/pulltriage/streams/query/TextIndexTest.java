package io.pulltriage.streams.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TextIndexTest {

  private static final String LETTERS = "aab-. :/\"\u00fc\ud83d";

  /**
   * Any part of a text is found in it, whether its tokens are numbered or not, and nothing else.
   */
  @Property(tries = 300)
  void shouldFindEveryPartAndNothingElse(@ForAll long seed) {
    Random random = new Random(seed);
    TextIndex index = new TextIndex();
    List<List<String>> rows = new ArrayList<>();
    List<Row> encoded = new ArrayList<>();
    for (int owner = 0; owner < 12; owner++) {
      List<String> texts = List.of(text(random, 30), text(random, 30));
      rows.add(texts);
      encoded.add(Row.of(index, owner, texts));
    }
    for (int i = 0; i < 40; i++) {
      String text = rows.get(random.nextInt(rows.size())).get(random.nextInt(2));
      int from = text.offsetByCodePoints(0, random.nextInt(text.codePointCount(0, text.length())));
      int length = 1 + random.nextInt(text.codePointCount(from, text.length()));
      String part =
          i % 5 == 0
              ? text(random, 4)
              : text.substring(from, text.offsetByCodePoints(from, length));
      TextIndex.Search search = index.search(part.toLowerCase(Locale.ROOT));
      for (int row = 0; row < rows.size(); row++) {
        assertThat(encoded.get(row).has(search))
            .as("'%s' in %s", part, rows.get(row))
            .isEqualTo(
                rows.get(row).stream()
                    .anyMatch(
                        one ->
                            one.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT))));
      }
    }
  }

  /** Texts as a row has them: what is its own, then the texts. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Row(byte[] bytes, int ownEnd) {

    static Row of(TextIndex index, int owner, List<String> texts) {
      ByteArrayOutputStream own = new ByteArrayOutputStream();
      ByteArrayOutputStream rest = new ByteArrayOutputStream();
      index.encode(owner, texts, own, rest);
      int ownEnd = own.size();
      own.writeBytes(rest.toByteArray());
      return new Row(own.toByteArray(), ownEnd);
    }

    boolean has(TextIndex.Search search) {
      return search.isInTexts(bytes, 0, ownEnd, ownEnd);
    }
  }

  private static String text(Random random, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 1 + random.nextInt(length); i > 0; i--) {
      char letter = LETTERS.charAt(random.nextInt(LETTERS.length()));
      text.append(letter == '\ud83d' ? "\ud83d\ude80" : String.valueOf(letter));
    }
    return text.toString();
  }

  @Test
  void shouldWriteInAFewBytesWhatManyTextsSay() {
    TextIndex index = new TextIndex();
    String text = "failed to pull and unpack image: failed to resolve reference: not found";
    for (int owner = 0; owner < 3; owner++) {
      Row.of(index, owner, List.of(text));
    }

    assertThat(Row.of(index, 9, List.of(text)).bytes().length).isLessThan(text.length() / 3);
  }

  @Test
  void shouldRefuseATextOfTooManyWords() {
    assertThatThrownBy(() -> new TextIndex().search("a ".repeat(64)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("text must have no more than 63 words");
  }
}
