package io.pulltriage.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class WatermarkHeadersTest {

  private final RecordHeaders headers = new RecordHeaders();

  @Test
  void shouldReadWhatIsNotThereAsAbsent() {
    WatermarkHeaders.writeAfter(headers, WatermarkHeaders.ABSENT);

    assertThat(headers).isEmpty();
    assertThat(WatermarkHeaders.after(headers)).isEqualTo(-1);
    assertThat(WatermarkHeaders.mark(headers)).isEqualTo(-1);
    assertThat(WatermarkHeaders.facts(headers)).isEqualTo(-1);
  }

  @Test
  void shouldReadWhatWasWritten() {
    WatermarkHeaders.writeStatus(headers, 1_772_600_767_000L, 3);
    WatermarkHeaders.writeAfter(headers, 5);

    assertThat(WatermarkHeaders.mark(headers)).isEqualTo(1_772_600_767_000L);
    assertThat(WatermarkHeaders.facts(headers)).isEqualTo(3);
    assertThat(headers.lastHeader("pulltriage-after").value())
        .containsExactly(0, 0, 0, 0, 0, 0, 0, 5);
  }

  @Test
  void shouldWriteEachOnce() {
    WatermarkHeaders.writeAfter(headers, 5);
    WatermarkHeaders.writeAfter(headers, 6);

    assertThat(headers).hasSize(1);
    assertThat(WatermarkHeaders.after(headers)).isEqualTo(6);
  }

  @Test
  void shouldRefuseAHeaderOfAnotherLength() {
    headers.add(WatermarkHeaders.MARK, new byte[] {1});

    assertThatThrownBy(() -> WatermarkHeaders.mark(headers))
        .isInstanceOf(SerializationException.class)
        .hasMessage("header pulltriage-mark has 1 bytes, not 8");
  }
}
