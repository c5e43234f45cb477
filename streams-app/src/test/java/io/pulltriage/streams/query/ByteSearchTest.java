package io.pulltriage.streams.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;

class ByteSearchTest {

  @Property
  void shouldFindTheFirstAsStringsDo(
      @ForAll @StringLength(max = 40) @CharRange(from = 'a', to = 'c') String text,
      @ForAll @StringLength(min = 1, max = 4) @CharRange(from = 'a', to = 'c') String wanted) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteSearch search = new ByteSearch(wanted.getBytes(StandardCharsets.UTF_8));

    assertThat(search.indexIn(bytes, 0, bytes.length)).isEqualTo(text.indexOf(wanted));
    int from = bytes.length / 3;
    int to = bytes.length - bytes.length / 4;
    int found = text.substring(from, to).indexOf(wanted);
    assertThat(search.indexIn(bytes, from, to)).isEqualTo(found < 0 ? -1 : from + found);
  }
}
