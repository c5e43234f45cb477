package io.pulltriage.streams.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.ByteRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

  @Property
  void shouldComeBackFromItsText(@ForAll Order order, @ForAll String text) {
    // A lone surrogate is no character and in no id.
    String key = text.replaceAll("[\\ud800-\\udfff]", "x");

    String written = new Cursor(order, key).text();

    assertThat(written).matches("[A-Za-z0-9_-]+");
    assertThat(Cursor.parse(written)).isEqualTo(new Cursor(order, key));
  }

  @Property
  void shouldRefuseAnyChange(
      @ForAll Order order, @ForAll @Size(min = 1) byte[] noise, @ForAll @ByteRange byte at) {
    String text = new Cursor(order, "lab-a/shop/Deployment/api/app/PULL/0a1b2c3d").text();
    int position = Math.floorMod(at, text.length() - 1);
    char other = text.charAt(position) == 'A' ? 'B' : 'A';
    String changed = text.substring(0, position) + other + text.substring(position + 1);

    assertThatThrownBy(() -> Cursor.parse(changed)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> Cursor.parse(new String(noise, java.nio.charset.StandardCharsets.ISO_8859_1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the cursor is not one that was given out here");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "../../etc/passwd", "AAAA", "\u0000", "%2e%2e", "<script>"})
  void shouldRefuseWhatIsNone(String text) {
    assertThatThrownBy(() -> Cursor.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the cursor is not one that was given out here");
  }

  @ParameterizedTest
  @ValueSource(ints = {5_000, 5_000_000})
  void shouldRefuseWhatIsTooLong(int length) {
    assertThatThrownBy(() -> Cursor.parse("A".repeat(length)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
