package io.pulltriage.streams.ops;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;
import org.rocksdb.RocksDBException;

class AnalyzerWordTest {

  @Test
  void shouldNameAFullDisk() {
    Throwable error =
        new ProcessorStateException(
            "Error while executing flush from store pods-by-key",
            new RocksDBException("While appending to file: 000012.sst: No space left on device"));

    assertThat(Analyzer.word(error, "/var/lib/pulltriage"))
        .startsWith("the disk of stateDir /var/lib/pulltriage is full: ")
        .contains("000012.sst");
  }

  @Test
  void shouldSayWhereRightsAreListed() {
    Throwable error = new StreamsException("sending", new TopicAuthorizationException("incidents"));

    assertThat(Analyzer.word(error, "/state")).startsWith("incidents; docs/security-kafka.md");
  }

  @Test
  void shouldSayWhatElseItWas() {
    assertThat(Analyzer.word(new StreamsException("something else"), "/state"))
        .isEqualTo("something else");
  }
}
