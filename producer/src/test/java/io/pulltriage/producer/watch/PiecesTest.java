package io.pulltriage.producer.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PiecesTest {

  @Property(tries = 200)
  void shouldReadAsOneWhatCameInPieces(
      @ForAll byte[] whole, @ForAll @IntRange(min = 1, max = 7) int length) throws IOException {
    Pieces pieces = new Pieces();
    for (int from = 0; from < whole.length; from += length) {
      pieces.add(Arrays.copyOfRange(whole, from, Math.min(whole.length, from + length)));
    }

    assertThat(pieces.size()).isEqualTo(whole.length);
    assertThat(pieces.readAllBytes()).isEqualTo(whole);
    assertThat(pieces.read()).isEqualTo(-1);
  }

  @Test
  void shouldReadBytesAsUnsigned() {
    Pieces pieces = new Pieces();
    pieces.add(new byte[] {});
    pieces.add(new byte[] {(byte) 200});

    assertThat(pieces.read()).isEqualTo(200);
    assertThat(pieces.read()).isEqualTo(-1);
  }
}
