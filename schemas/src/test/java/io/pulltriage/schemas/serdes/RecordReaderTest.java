package io.pulltriage.schemas.serdes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.ClusterStatus;
import io.pulltriage.schemas.Gap;
import io.pulltriage.schemas.Outbreak;
import java.io.IOException;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class RecordReaderTest {

  private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.250Z");

  @Test
  void shouldReadWhatWasWritten() throws IOException {
    ClusterStatus status =
        ClusterStatus.newBuilder()
            .setCluster("lab \"a\"")
            .setConnected(true)
            .setSynced(false)
            .setSince(TIME)
            .setGap(Gap.newBuilder().setFrom(TIME).setTo(null).build())
            .setObservedAt(TIME)
            .build();

    assertThat(read(ClusterStatus.class, JsonRecords.toJson(status))).isEqualTo(status);
  }

  @Test
  void shouldReadWhatANewerProgramWrote() throws IOException {
    Outbreak outbreak =
        read(
            Outbreak.class,
            """
            {"id":"x","cause":"NOT_INVENTED_YET","novelty":{"a":[1,{}]},"clusters":["c"]}
            """);

    assertThat(outbreak.getCause()).isEqualTo(Cause.UNKNOWN);
    assertThat(outbreak.getClusters()).containsExactly("c");
    assertThat(outbreak.getNodes()).isEmpty();
  }

  @Test
  void shouldRefuseWhatIsNoRecord() {
    assertThatThrownBy(() -> read(Outbreak.class, "[]")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> read(Outbreak.class, "{\"firstSeen\":\"yesterday\"}"))
        .isInstanceOf(IOException.class);
  }

  private static <T extends SpecificRecord> T read(Class<T> type, String text) throws IOException {
    try (JsonParser json = new JsonFactory().createParser(text)) {
      json.nextToken();
      return RecordReader.read(type, json);
    }
  }
}
