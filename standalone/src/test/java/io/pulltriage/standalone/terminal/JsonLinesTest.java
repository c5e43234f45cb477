package io.pulltriage.standalone.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonLinesTest {

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final JsonLines lines =
      new JsonLines(written, InstantSource.fixed(Instant.ofEpochMilli(1_700_000_000_123L)));

  @Test
  void shouldMakeEachLineAnObject() throws IOException {
    try (PrintStream out = new PrintStream(lines, true, StandardCharsets.UTF_8)) {
      out.println("says \"no\"\tto Müller");
      out.println();
      out.print("cut");
      out.println(" in two");
    }

    List<JsonNode> objects = objects();
    assertThat(objects).hasSize(2);
    assertThat(objects.get(0).get("formattedMessage").asText()).isEqualTo("says \"no\"\tto Müller");
    assertThat(objects.get(0).get("timestamp").asLong()).isEqualTo(1_700_000_000_123L);
    assertThat(objects.get(0).get("level").asText()).isEqualTo("INFO");
    assertThat(objects.get(1).get("formattedMessage").asText()).isEqualTo("cut in two");
  }

  @Test
  void shouldLeaveObjectsAsTheyAreAndLoseNoLastWord() throws IOException {
    lines.write("{\"level\":\"WARN\"}\nlast word".getBytes(StandardCharsets.UTF_8));
    lines.close();

    assertThat(objects().get(0)).hasToString("{\"level\":\"WARN\"}");
    assertThat(objects().get(1).get("formattedMessage").asText()).isEqualTo("last word");
  }

  private List<JsonNode> objects() {
    ObjectMapper mapper = new ObjectMapper();
    return written
        .toString(StandardCharsets.UTF_8)
        .lines()
        .map(line -> read(mapper, line))
        .toList();
  }

  private static JsonNode read(ObjectMapper mapper, String line) {
    try {
      return mapper.readTree(line);
    } catch (IOException e) {
      throw new AssertionError("no JSON: " + line, e);
    }
  }
}
