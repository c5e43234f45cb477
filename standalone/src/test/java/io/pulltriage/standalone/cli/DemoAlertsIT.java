package io.pulltriage.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pulltriage.standalone.replay.EmbeddedReplay;
import io.pulltriage.testkit.Alertmanager;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real Alertmanager, with the configuration that is shipped, makes of the demonstration. */
class DemoAlertsIT {

  private static final Path CONFIGURATION = Path.of("..", "alertmanager", "alertmanager.yml");
  private static final ObjectMapper JSON = new ObjectMapper();

  @BeforeAll
  static void assumeInstalled() {
    assumeTrue(Alertmanager.isInstalled(), Alertmanager.MISSING);
  }

  @Test
  void shouldTellWhatIsOpenInhibitMembersAndEndWhenNobodyTells(@TempDir Path folder)
      throws Exception {
    try (Alertmanager manager = Alertmanager.start(folder, CONFIGURATION)) {
      // When
      Outcome demo =
          Outcome.of(
              new EmbeddedReplay(),
              "demo",
              "--once",
              "--output",
              "json",
              "--alerts",
              alerts(folder, manager).toString());
      List<JsonNode> told = manager.alerts();

      // Then
      assertThat(demo.status()).as(demo.err()).isZero();
      assertToldIsWhatIsOpen(told, records(demo));
      assertMembersAreInhibited(told);
      await().atMost(Duration.ofMinutes(3)).until(() -> manager.alerts().isEmpty());
    }
  }

  /** What is never told again is over after four times so long. */
  private static Path alerts(Path folder, Alertmanager manager) throws Exception {
    return Files.writeString(
        folder.resolve("alerts.yaml"),
        """
        alerts:
          alertmanagers:
            main: { url: "%s", refreshEvery: 10s }
        """
            .formatted(manager.url()));
  }

  private static List<JsonNode> records(Outcome demo) throws JsonProcessingException {
    List<JsonNode> records = new ArrayList<>();
    for (String line : demo.outLines()) {
      records.add(JSON.readTree(line));
    }
    return records;
  }

  private static void assertToldIsWhatIsOpen(List<JsonNode> told, List<JsonNode> records) {
    assertThat(texts(told, "incident", alert -> label(alert, "kind"), DemoAlertsIT::place))
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(
            texts(open(records), "incident", DemoAlertsIT::type, DemoAlertsIT::placeOfRecord));
    assertThat(texts(told, "outbreak", alert -> label(alert, "kind"), DemoAlertsIT::outbreak))
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(
            texts(open(records), "outbreak", DemoAlertsIT::type, one -> one.get("id").asText()));
  }

  private static void assertMembersAreInhibited(List<JsonNode> told) {
    List<JsonNode> members = told.stream().filter(DemoAlertsIT::isMember).toList();
    assertThat(members)
        .isNotEmpty()
        .allSatisfy(
            member -> {
              assertThat(member.at("/status/state").asText()).isEqualTo("suppressed");
              assertThat(member.at("/status/inhibitedBy"))
                  .containsExactly(alertOfOutbreak(told, outbreak(member)).get("fingerprint"));
            });
    assertThat(told)
        .filteredOn(alert -> !isMember(alert))
        .allSatisfy(
            alert -> {
              assertThat(alert.at("/status/state").asText()).isEqualTo("active");
              assertThat(alert.at("/status/inhibitedBy")).isEmpty();
            });
  }

  private static boolean isMember(JsonNode alert) {
    return label(alert, "kind").equals("incident") && !outbreak(alert).isEmpty();
  }

  private static JsonNode alertOfOutbreak(List<JsonNode> told, String id) {
    return told.stream()
        .filter(alert -> label(alert, "kind").equals("outbreak") && outbreak(alert).equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("the outbreak " + id + " was not told"));
  }

  private static List<JsonNode> open(List<JsonNode> records) {
    return records.stream().filter(one -> one.get("status").asText().equals("OPEN")).toList();
  }

  private static List<String> texts(
      List<JsonNode> all,
      String kind,
      Function<JsonNode, String> kindOf,
      Function<JsonNode, String> text) {
    return all.stream().filter(one -> kindOf.apply(one).equals(kind)).map(text).toList();
  }

  private static String place(JsonNode alert) {
    return String.join(
        " ",
        label(alert, "cluster"),
        label(alert, "namespace"),
        label(alert, "workload"),
        label(alert, "container"),
        label(alert, "cause"));
  }

  private static String placeOfRecord(JsonNode incident) {
    JsonNode workload = incident.get("workload");
    return String.join(
        " ",
        incident.get("cluster").asText(),
        incident.get("namespace").asText(),
        workload.get("kind").asText() + '/' + workload.get("name").asText(),
        incident.get("container").asText(),
        incident.get("cause").asText());
  }

  private static String type(JsonNode record) {
    return record.get("type").asText();
  }

  private static String outbreak(JsonNode alert) {
    return label(alert, "outbreak");
  }

  private static String label(JsonNode alert, String name) {
    return alert.at("/labels/" + name).asText();
  }
}
