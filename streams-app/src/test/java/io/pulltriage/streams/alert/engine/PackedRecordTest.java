package io.pulltriage.streams.alert.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.serdes.InternalSerdes;
import io.pulltriage.streams.alert.testing.Samples;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PackedRecordTest {

  @Test
  void shouldGiveBackWhatWasPacked() {
    byte[] bytes = bytes();

    assertThat(PackedRecord.of(bytes).bytes()).isEqualTo(bytes);
  }

  @Test
  void shouldKeepAHundredThousandIncidentsInLessThanAHundredMegabytes() {
    assertThat(PackedRecord.of(bytes()).size()).isLessThan(1_000);
  }

  /** An incident with as many names and as much text as large ones have. */
  private static byte[] bytes() {
    String text =
        "The registry answered and knows the repository, but not this tag or digest. The tag was"
            + " never pushed, was mistyped, or has been deleted by a retention rule. ";
    Incident large =
        Samples.builder("api")
            .setExplanation(text.repeat(3))
            .setRemediation(List.of(text, text, text, text))
            .setPodNames(
                IntStream.range(0, 20)
                    .mapToObj(i -> "api-7d9c6b5f4-" + Integer.toString(i * 7_919, 36))
                    .toList())
            .build();
    return InternalSerdes.of(Incident.class).serializer().serialize("", large);
  }
}
