package io.pulltriage.streams.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pulltriage.settings.ConfigException;
import io.pulltriage.settings.ConfigPage;
import io.pulltriage.settings.ConfigReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Run with {@code -Dpulltriage.regenerate=true} it writes the page instead of comparing it. */
class AnalyzerConfigurationPageTest {

  private static final Path PAGE = Path.of("..", "docs", "configuration-analyzer.md");

  private static final String INTRODUCTION =
      """
      # Configuration of the analyzer

      `pulltriage analyze --config analyzer.yaml` reads a YAML file; environment variables and
      `--set key=value` go over it, as with [the producer](configuration.md), whose page says how
      settings are written. [Topics and schemas](topics.md) must be there: what is missing or differs is
      named, and `--create-topics PARTITIONS` makes topics.

      ```yaml
      kafka:
        bootstrap.servers: kafka-1:9093,kafka-2:9093
        num.standby.replicas: 1
      schemaRegistry:
        url: https://registry.example
      stateDir: /var/lib/pulltriage
      api:
        host: 0.0.0.0
        tokens:
          shop-team:
            file: /etc/pulltriage/shop-team.token
            clusters: [prod-eu, prod-us]
            namespaces: ["shop-*"]
      alerts:
        alertmanagers:
          main:
            url: http://alertmanager.monitoring:9093
      ```

      [Alerting](alerting.md) says what `alerts` is about.

      """;

  @Test
  void shouldHaveThePageThatTheRecordsMake() throws IOException {
    String generated =
        INTRODUCTION
            + ConfigPage.tables(AnalyzerServiceConfig.defaults())
            + "\nGenerated from the program; do not edit.\n";
    if (Boolean.getBoolean("pulltriage.regenerate")) {
      Files.writeString(PAGE, generated);
    }

    assertThat(PAGE)
        .as(
            "docs/configuration-analyzer.md is out of date; regenerate it with: mvn -q -pl"
                + " streams-app -am test -Dtest=AnalyzerConfigurationPageTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false -Dpulltriage.regenerate=true")
        .hasContent(generated);
  }

  @Test
  void shouldReadTheSectionsThatUsersName() {
    AnalyzerServiceConfig config =
        read("api.tokens.team.variable=T", "api.tokens.team.clusters=a,b", "api.port=9");

    assertThat(config.api().port()).isEqualTo(9);
    assertThat(config.api().tokens().get("team"))
        .isEqualTo(new TokenConfig("", "T", List.of("a", "b"), List.of("*"), false));
  }

  @Test
  void shouldReadWhoIsTold() {
    AnalyzerServiceConfig config = read("alerts.webhooks.router.url=http://127.0.0.1:9");

    assertThat(config.alerts().sinks()).containsExactly("router");
    assertThat(AnalyzerServiceConfig.defaults().alerts().sinks()).isEmpty();
    assertThatThrownBy(() -> read("alerts.routes.team.sinks=nobody"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("alerts.routes.team.sinks")
        .hasMessageContaining("nobody");
  }

  @Test
  void shouldNameTheSettingThatCannotBe() {
    assertThatThrownBy(() -> read("api.tls.key=x"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("api.tls.certificate");
    assertThatThrownBy(() -> read("api.limits.heartbeat=1h")).hasMessageContaining("heartbeat");
    assertThatThrownBy(() -> read("api.port=70000")).hasMessageContaining("api.port");
  }

  private static AnalyzerServiceConfig read(String... overrides) {
    return ConfigReader.read(AnalyzerServiceConfig.defaults(), null, Map.of(), List.of(overrides));
  }
}
