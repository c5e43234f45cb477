package io.pulltriage.streams.ops;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class LostTransactionTest {

  @Test
  void shouldTellItFromWhatAnotherThreadWouldMeetAgain() {
    Throwable late = new InvalidTxnStateException("too late");

    assertThat(LostTransaction.isCauseOf(new StreamsException("commit", late))).isTrue();
    assertThat(
            LostTransaction.isCauseOf(
                new StreamsException("commit", new KafkaException("in a fatal state", late))))
        .isTrue();
    assertThat(
            LostTransaction.isCauseOf(
                new StreamsException("send", new RecordTooLargeException("too large"))))
        .isFalse();
    assertThat(LostTransaction.isCauseOf(new OutOfMemoryError())).isFalse();
  }
}
