package io.pulltriage.streams;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.serdes.JsonRecords;
import io.pulltriage.streams.testing.Captures;
import io.pulltriage.streams.testing.Golden;
import io.pulltriage.streams.testing.Pipeline;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each folder under {@code scenarios} is a test: {@code in} holds what was recorded of some
 * clusters, {@code out-incidents.jsonl} what of the incidents at the end is essential. A new case
 * is a new folder.
 */
class ScenarioTest {

  private static final List<String> ESSENTIAL =
      List.of(
          "id",
          "status",
          "resolution",
          "replacedBy",
          "phase",
          "cause",
          "confidence",
          "alternatives",
          "containerType",
          "nodes",
          "zones",
          "platforms",
          "affectedPods",
          "failingPods",
          "podNames",
          "occurrences",
          "firstSeen",
          "lastSeen",
          "resolvedAt");

  private static final ObjectMapper JSON = new ObjectMapper();

  static List<Path> scenarios() {
    return Captures.scenarios();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void shouldEndAsExpected(Path scenario) throws JsonProcessingException {
    StringBuilder lines = new StringBuilder();
    try (Pipeline pipeline = Pipeline.recorded()) {
      pipeline.feed(Captures.publications(scenario.resolve("in")));
      for (Incident incident : pipeline.incidents().values()) {
        lines.append(essential(incident)).append('\n');
      }
    }

    Golden.assertMatches(scenario.resolve("out-incidents.jsonl"), lines.toString());
  }

  private static String essential(Incident incident) throws JsonProcessingException {
    JsonNode whole = JSON.readTree(JsonRecords.toJson(incident));
    ObjectNode essential = JSON.createObjectNode();
    ESSENTIAL.forEach(field -> essential.set(field, whole.get(field)));
    essential.set("image", whole.at("/image/reference"));
    return JSON.writeValueAsString(essential);
  }
}
