package io.pulltriage.streams;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.serdes.JsonRecords;
import io.pulltriage.streams.testing.Captures;
import io.pulltriage.streams.testing.Pipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The bundled recording of two real clusters against what was really wrong in them. */
class CaptureTruthTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> FIELDS = List.of("cause", "status", "resolution");

  private final List<String> wrong = new ArrayList<>();
  private final Set<String> claimed = new HashSet<>();

  @Test
  void shouldFindWhatWasWrongAndNothingElse() throws IOException {
    // Given
    JsonNode truth = JSON.readTree(Files.readAllBytes(Captures.TWO_CLUSTERS.resolve("truth.json")));

    // When
    List<JsonNode> incidents = replay();

    // Then
    truth
        .get("incidents")
        .properties()
        .forEach(cluster -> cluster.getValue().forEach(e -> check(cluster.getKey(), e, incidents)));
    checkNoOther(incidents, truth.path("optional"));
    assertThat(wrong).as("what disagrees with truth.json").isEmpty();
  }

  private static List<JsonNode> replay() throws IOException {
    Collection<Incident> incidents;
    try (Pipeline pipeline = Pipeline.recorded()) {
      pipeline.feed(Captures.publications(Captures.TWO_CLUSTERS));
      incidents = pipeline.incidents().values();
    }
    List<JsonNode> parsed = new ArrayList<>();
    for (Incident incident : incidents) {
      parsed.add(JSON.readTree(JsonRecords.toJson(incident)));
    }
    return parsed;
  }

  private void check(String cluster, JsonNode expected, List<JsonNode> incidents) {
    List<JsonNode> found =
        incidents.stream().filter(incident -> isAbout(incident, cluster, expected)).toList();
    String name =
        "%s/%s/%s %s"
            .formatted(
                cluster,
                workload(expected),
                expected.get("container").asText(),
                expected.get("phase").asText());
    found.forEach(incident -> claimed.add(incident.get("id").asText()));
    if (found.size() != 1) {
      wrong.add("%s: %d incidents, expected one".formatted(name, found.size()));
      return;
    }
    checkContent(name, expected, found.get(0));
  }

  private void checkContent(String name, JsonNode expected, JsonNode incident) {
    for (String field : FIELDS) {
      if (expected.has(field) && !accepts(expected.get(field), incident.get(field))) {
        wrong.add(
            "%s: %s is %s, expected %s"
                .formatted(name, field, incident.get(field), expected.get(field)));
      }
    }
    for (JsonNode word : expected.path("mentions")) {
      if (!incident.toString().contains(word.asText())) {
        wrong.add("%s: does not mention %s".formatted(name, word.asText()));
      }
    }
    for (String field : List.of("evidence", "remediation", "explanation")) {
      if (incident.get(field).isEmpty() && incident.get(field).asText().isEmpty()) {
        wrong.add("%s: no %s".formatted(name, field));
      }
    }
  }

  private void checkNoOther(List<JsonNode> incidents, JsonNode optional) {
    for (JsonNode incident : incidents) {
      boolean allowed =
          StreamSupport.stream(optional.path(incident.get("cluster").asText()).spliterator(), false)
              .anyMatch(name -> name.asText().equals(workload(incident)));
      if (!allowed && !claimed.contains(incident.get("id").asText())) {
        wrong.add(
            "%s: not expected (%s %s)"
                .formatted(incident.get("id"), incident.get("cause"), incident.get("status")));
      }
    }
  }

  private static boolean isAbout(JsonNode incident, String cluster, JsonNode expected) {
    return incident.get("cluster").asText().equals(cluster)
        && workload(incident).equals(workload(expected))
        && incident.get("container").equals(expected.get("container"))
        && incident.get("phase").equals(expected.get("phase"))
        && (!expected.has("image")
            || incident.at("/image/reference").equals(expected.get("image")));
  }

  private static boolean accepts(JsonNode expected, JsonNode actual) {
    return expected.isArray()
        ? StreamSupport.stream(expected.spliterator(), false).anyMatch(actual::equals)
        : actual.equals(expected);
  }

  private static String workload(JsonNode of) {
    return "%s/%s/%s"
        .formatted(
            of.get("namespace").asText(),
            of.at("/workload/kind").asText(),
            of.at("/workload/name").asText());
  }
}
