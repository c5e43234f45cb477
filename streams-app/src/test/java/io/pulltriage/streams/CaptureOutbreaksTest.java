package io.pulltriage.streams;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.IncidentStatus;
import io.pulltriage.schemas.Outbreak;
import io.pulltriage.schemas.serdes.JsonRecords;
import io.pulltriage.streams.testing.Captures;
import io.pulltriage.streams.testing.Pipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The bundled recording of two real clusters against the outbreaks that were really there. */
@TestInstance(Lifecycle.PER_CLASS)
class CaptureOutbreaksTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Pipeline pipeline;
  private JsonNode truth;

  @BeforeAll
  void replay() throws IOException {
    truth = JSON.readTree(Files.readAllBytes(Captures.TWO_CLUSTERS.resolve("truth.json")));
    pipeline = Pipeline.recorded();
    pipeline.feed(Captures.publications(Captures.TWO_CLUSTERS));
  }

  @AfterAll
  void close() {
    pipeline.close();
  }

  @Test
  void shouldFindEachOutbreakInItsClusters() throws IOException {
    List<JsonNode> outbreaks = outbreaks();
    for (JsonNode expected : truth.at("/outbreaks/must")) {
      assertThat(outbreaks)
          .filteredOn(outbreak -> agrees(outbreak, expected, List.of("scope", "key", "cause")))
          .as("%s", expected)
          .singleElement()
          .extracting(outbreak -> outbreak.get("clusters"))
          .isEqualTo(expected.get("clusters"));
    }
  }

  @Test
  void shouldFindNoneThatMustNotBe() throws IOException {
    for (JsonNode forbidden : truth.at("/outbreaks/mustNot")) {
      List<String> fields = new ArrayList<>();
      forbidden.fieldNames().forEachRemaining(fields::add);
      assertThat(outbreaks())
          .as("%s", forbidden)
          .noneMatch(outbreak -> agrees(outbreak, forbidden, fields));
    }
  }

  @Test
  void shouldLetEachIncidentNameTheOutbreakThatListsIt() {
    SortedMap<String, Incident> incidents = pipeline.incidents();
    SortedMap<String, Outbreak> outbreaks = pipeline.outbreaks();
    assertThat(outbreaks).isNotEmpty();
    for (Outbreak outbreak : outbreaks.values()) {
      if (outbreak.getStatus() == IncidentStatus.OPEN) {
        assertThat(outbreak.getIncidentIds())
            .filteredOn(id -> requireNonNull(incidents.get(id)).getStatus() == IncidentStatus.OPEN)
            .as("open incidents of %s", outbreak.getId())
            .isNotEmpty()
            .allMatch(id -> requireNonNull(incidents.get(id)).getOutbreak().isPresent());
      }
    }
    assertThat(incidents.values())
        .filteredOn(incident -> incident.getOutbreak().isPresent())
        .allMatch(
            incident ->
                requireNonNull(outbreaks.get(incident.getOutbreak().orElseThrow()))
                    .getIncidentIds()
                    .contains(incident.getId()));
  }

  private List<JsonNode> outbreaks() throws IOException {
    List<JsonNode> parsed = new ArrayList<>();
    for (Outbreak outbreak : pipeline.outbreaks().values()) {
      parsed.add(JSON.readTree(JsonRecords.toJson(outbreak)));
    }
    return parsed;
  }

  private static boolean agrees(JsonNode actual, JsonNode expected, List<String> fields) {
    return fields.stream().allMatch(field -> expected.get(field).equals(actual.get(field)));
  }
}
