package io.pulltriage.standalone.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The dashboard and the alerts, against the metrics that there are. */
class MonitoringTest {

  private static final List<String> MANIFESTS =
      List.of(
          "k8s/base/producer-monitoring/alerts.yaml", "k8s/base/analyzer-monitoring/alerts.yaml");

  /** {@link MetricsPageIT} holds the page against the running services. */
  @Test
  void shouldAskOnlyForMetricsThatThereAre() {
    String page = Sources.text("docs/metrics.md");

    assertThat(UsedMetrics.names())
        .hasSizeGreaterThan(20)
        .allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
  }

  @Test
  void shouldReadNamesOutOfQueries() {
    assertThat(
            UsedMetrics.names(
                "sum by (a, b) (rate(one_total{x=\"two\", y=~\"(z|.*)\"}[5m])) / on (c) three >"
                    + " 0.95 unless four offset 15m or absent(five)"))
        .containsExactly("five", "four", "one_total", "three");
  }

  @Test
  void shouldAlertAlikeInComposeAndInKubernetes() {
    List<Object> inKubernetes = new ArrayList<>();
    for (String file : MANIFESTS) {
      Map<String, Object> rule = Compose.map(Compose.yaml(Sources.text(file)));
      inKubernetes.addAll(list(Compose.map(rule.get("spec")).get("groups")));
    }

    assertThat(list(Compose.map(Compose.yaml(Sources.text(UsedMetrics.ALERTS))).get("groups")))
        .isEqualTo(inKubernetes);
  }

  @Test
  void shouldSayOfEachAlertWhatToDo() {
    String page = Sources.text("docs/operations.md");

    List<String> alerts =
        Sources.text(UsedMetrics.ALERTS)
            .lines()
            .filter(line -> line.contains("- alert: "))
            .map(line -> line.replaceFirst(".*- alert: ", ""))
            .toList();
    assertThat(alerts).hasSizeGreaterThan(10).doesNotHaveDuplicates();
    assertThat(alerts).allSatisfy(alert -> assertThat(page).contains("| `" + alert + "` |"));
  }

  @Test
  void shouldHaveADashboardThatGrafanaCanTell() {
    JsonNode dashboard = new JsonMapper().readTree(Sources.text(UsedMetrics.DASHBOARD));
    Set<Integer> ids = new HashSet<>();

    assertThat(dashboard.path("uid").asString()).isEqualTo("pulltriage");
    for (JsonNode panel : dashboard.path("panels")) {
      assertThat(ids.add(panel.path("id").asInt())).as("%s", panel.path("title")).isTrue();
      if (!panel.path("type").asString().equals("row")) {
        assertThat(panel.path("description").asString()).isNotBlank();
        assertThat(panel.path("datasource").path("uid").asString()).isEqualTo("${datasource}");
      }
    }
  }

  private static List<?> list(@org.jspecify.annotations.Nullable Object node) {
    assertThat(node).isInstanceOf(List.class);
    return node instanceof List<?> list ? list : List.of();
  }
}
