package io.pulltriage.streams.alert.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.Incident;
import io.pulltriage.streams.alert.testing.Samples;
import io.pulltriage.streams.alert.text.AlertMessage.About;
import io.pulltriage.streams.alert.text.AlertMessage.Digest;
import io.pulltriage.streams.config.alerts.HttpTlsConfig;
import io.pulltriage.streams.config.alerts.SecretConfig;
import io.pulltriage.streams.config.alerts.SlackConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SlackSinkTest extends AlertSinkContract {

  @Override
  AlertSink sink(String url, Duration timeout) {
    return new SlackSink(
        "chat",
        new SlackConfig(url, SecretConfig.none(), timeout, HttpTlsConfig.standard()),
        TEXT,
        SECRETS,
        CLOCK);
  }

  @Test
  void shouldWriteWhatIsWrongWhyAndWhatToDo() throws IOException, InterruptedException {
    deliver();

    assertThat(text())
        .isEqualTo(
            ":warning: *warning* Image tag not found: registry.example/team/api:1.0 (shop/api,"
                + " container app, cluster east) <https://pulltriage.example/incidents/"
                + "east%2Fshop%2FDeployment%2Fapi%2Fapp%2FPULL%2F"
                + Samples.incident("api").getId().replaceAll(".*/", "")
                + "|page>\n"
                + "The registry knows the repository, but not this tag.\n"
                + "> 2026-11-26T12:00:00Z event Failed: manifest unknown\n"
                + "1. See the tags that exist.\n2. Choose one of them.\n"
                + " <https://docs.example/runbooks/TAG_NOT_FOUND.md|runbook>");
  }

  @Test
  void shouldLetNobodyCallTheChannel() throws IOException, InterruptedException {
    Incident hostile = Samples.builder("api").setTitle("<!channel> & *bold*").build();

    sink.deliver(List.of(message(hostile)));

    assertThat(text()).contains("&lt;!channel&gt; &amp; ").doesNotContain("<!", " *bold");
  }

  @Test
  void shouldWriteADigestInFewLines() throws IOException, InterruptedException {
    List<About> many =
        IntStream.range(0, 1_000)
            .mapToObj(i -> (About) message(Samples.incident("api-" + i)))
            .toList();

    sink.deliver(List.of(new Digest("id", NOW, true, many)));

    assertThat(text())
        .startsWith(":card_index_dividers: *Already failing when alerting began*: 1000 open")
        .contains("• 1000 × TAG_NOT_FOUND")
        .endsWith("and 990 more");
    assertThat(text().lines()).hasSize(13);
  }

  private String text() throws IOException {
    return JSON.readTree(receiver.requests().get(0).body()).get("text").asText();
  }
}
