package io.pulltriage.streams.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pulltriage.settings.ConfigException;
import io.pulltriage.settings.ConfigReader;
import io.pulltriage.streams.config.alerts.AlertsConfig;
import io.pulltriage.streams.config.alerts.WebhookConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings of alerts as users write them. */
class AlertsConfigTest {

  @TempDir
  @SuppressWarnings("NullAway.Init") // Set by JUnit.
  private Path folder;

  /**
   * What a file says.
   *
   * @param alerts who is told
   */
  public record Settings(AlertsConfig alerts) {}

  @Test
  void shouldTellNobodyByDefault() throws IOException {
    assertThat(read("{}")).isEqualTo(AlertsConfig.defaults());
    assertThat(AlertsConfig.defaults().sinks()).isEmpty();
  }

  @Test
  void shouldTakeEverySetting() throws IOException {
    // When
    AlertsConfig config =
        read(
            """
            alerts:
              alertmanagers:
                main:
                  url: http://alertmanager:9093/prefix
                  refreshEvery: 30s
                  batch: 10
                  timeout: 3s
                  auth: { user: pulltriage, password: { file: /etc/password } }
                  tls: { caFile: /etc/ca.pem }
              webhooks:
                router: { url: "https://router.example", mode: binary, signing: { variable: KEY } }
              slack:
                platform: { urlFrom: { file: /etc/slack } }
              routes:
                trouble:
                  sinks: [platform, router]
                  match: { kinds: [outbreak], severities: [critical], clusters: ["prod-*"] }
                  minAge: 5m
                  minPods: 3
                  inOutbreaks: true
              silences:
                move:
                  match: { causes: [NETWORK_TIMEOUT] }
                  until: "2026-12-24T18:00:00+01:00"
                  comment: the west moves house
              digest: { stormAlerts: 5, stormWindow: 1m, settle: 2s }
              retry: { attempts: 3, first: 2s, longest: 10s }
              links: { page: "https://page.example", runbooks: "https://git.example/runbooks" }
            """);

    // Then
    assertThat(config.sinks()).containsExactly("main", "platform", "router");
    assertThat(the("main", config.alertmanagers()).url())
        .isEqualTo("http://alertmanager:9093/prefix");
    assertThat(the("main", config.alertmanagers()).refreshEvery())
        .isEqualTo(Duration.ofSeconds(30));
    assertThat(the("main", config.alertmanagers()).auth().user()).isEqualTo("pulltriage");
    assertThat(the("main", config.alertmanagers()).auth().password().file())
        .isEqualTo("/etc/password");
    assertThat(the("main", config.alertmanagers()).tls().caFile()).isEqualTo("/etc/ca.pem");
    assertThat(the("router", config.webhooks()).mode()).isEqualTo(WebhookConfig.BINARY);
    assertThat(the("router", config.webhooks()).signing().variable()).isEqualTo("KEY");
    assertThat(the("platform", config.slack()).urlFrom().file()).isEqualTo("/etc/slack");
    assertThat(the("trouble", config.routes()).sinks()).containsExactly("platform", "router");
    assertThat(the("trouble", config.routes()).match().clusters()).containsExactly("prod-*");
    assertThat(the("trouble", config.routes()).minAge()).isEqualTo(Duration.ofMinutes(5));
    assertThat(the("trouble", config.routes()).minPods()).isEqualTo(3);
    assertThat(the("trouble", config.routes()).inOutbreaks()).isTrue();
    assertThat(the("move", config.silences()).end())
        .isEqualTo(Instant.parse("2026-12-24T17:00:00Z"));
    assertThat(config.digest().stormAlerts()).isEqualTo(5);
    assertThat(config.retry().longest()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.links().page()).isEqualTo("https://page.example");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "alertmanagers: { main: { batch: 5 } } | alertmanagers.main.url must be given",
        "alertmanagers: { main: { url: 'ftp://x' } } | url must begin with http:// or https://",
        "alertmanagers: { main: { url: 'http://me:pw@x' } } | url must not hold a password",
        "alertmanagers: { main: { url: 'http://x', batch: 0 } } | batch",
        "webhooks: { one: { url: 'http://x', mode: loud } } | mode must be structured or binary",
        "slack: { one: { url: 'http://x', urlFrom: { file: f } } } | beside urlFrom it is twice",
        "routes: { r: { sinks: [nobody] } } | names 'nobody', which is no sink",
        "routes: { r: { minPods: 3 } } | routes.r.sinks must name a sink",
        "silences: { s: { until: tomorrow } } | until takes a time such as",
        "silences: { s: { match: { causes: [BAD_LUCK] } } } | not 'BAD_LUCK'",
        "retry: { first: 10s, longest: 1s } | longest must not be shorter than first",
        "digest: { stormAlerts: -1 } | stormAlerts",
        "alertmanager: { main: { url: 'http://x' } } | alertmanager",
      })
  void shouldRefuseAndNameTheKey(String alerts, String problem) {
    assertThatThrownBy(() -> read("alerts: { " + alerts + " }"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(problem)
        .hasMessageNotContaining("me:pw");
  }

  @Test
  void shouldRefuseTwoSinksOfOneName() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    alerts:
                      alertmanagers: { main: { url: "http://x" } }
                      webhooks: { main: { url: "http://y" } }
                    """))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("webhooks.main has the name of another sink");
  }

  private static <T> T the(String name, Map<String, T> named) {
    return Objects.requireNonNull(named.get(name), name);
  }

  private AlertsConfig read(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("alerts.yaml"), yaml);
    return ConfigReader.read(new Settings(AlertsConfig.defaults()), file, Map.of(), List.of())
        .alerts();
  }
}
