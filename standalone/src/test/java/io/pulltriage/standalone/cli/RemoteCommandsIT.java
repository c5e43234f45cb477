package io.pulltriage.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pulltriage.standalone.Main;
import io.pulltriage.testkit.Receiver;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that ask a running instance, against a demo in a process of its own. */
class RemoteCommandsIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern SERVING = Pattern.compile("serving on (http://\\S+);");

  @SuppressWarnings("NullAway.Init")
  private static Process demo;

  @SuppressWarnings("NullAway.Init")
  private static Receiver receiver;

  private static String server = "";

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    receiver = new Receiver();
    receiver.behave(Receiver.answering(410, "gone"));
    Path alerts =
        Files.writeString(
            folder.resolve("alerts.yaml"),
            """
            alerts:
              webhooks: {hook: {url: "%s"}}
              routes: {one: {sinks: [hook], match: {causes: [NEVER_PULL]}}}
            """
                .formatted(receiver.url()));
    demo =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "demo",
                "--port",
                "0",
                "--alerts",
                alerts.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader messages =
        new BufferedReader(new InputStreamReader(demo.getErrorStream(), StandardCharsets.UTF_8));
    for (String line = messages.readLine(); line != null; line = messages.readLine()) {
      Matcher serving = SERVING.matcher(line);
      if (serving.find()) {
        server = serving.group(1);
        break;
      }
    }
    assertThat(server).as("the demo says where it serves").isNotEmpty();
    Thread rest = new Thread(() -> messages.lines().forEach(line -> {}), "drain-demo");
    rest.setDaemon(true);
    rest.start();
    await()
        .atMost(Duration.ofMinutes(10))
        .until(() -> ask("incidents", "--cause", "tag_not_found", "--fail-if-any").status() == 3);
  }

  @AfterAll
  static void stop() {
    demo.destroy();
    demo.onExit().join();
    receiver.close();
  }

  @Test
  void shouldShowWhatWasGivenUpAndHaveItTriedAnew() {
    await()
        .atMost(Duration.ofMinutes(10))
        .untilAsserted(
            () -> {
              Outcome shown = ask("alerts", "show");
              assertThat(shown.out()).contains("hook", "webhook", "HTTP 410: gone", "lab-a/shop");
              assertThat(shown.status()).isEqualTo(1);
            });
    receiver.behave(Receiver.answering(200, ""));

    Outcome retried = ask("alerts", "retry");

    assertThat(retried.status()).as(retried.err()).isZero();
    assertThat(retried.err()).contains("tried anew: 1");
    await().atMost(Duration.ofMinutes(10)).until(() -> ask("alerts", "show").status() == 0);
  }

  @Test
  void shouldListAndShowIncidents() throws IOException {
    Outcome list = ask("incidents", "--cause", "tag_not_found", "--output", "json");
    assertThat(list.status()).isZero();
    assertThat(list.outLines()).isNotEmpty();
    JsonNode first = JSON.readTree(list.outLines().get(0));
    assertThat(first.path("type").asText()).isEqualTo("incident");

    Outcome one = ask("incidents", first.path("id").asText());

    assertThat(one.status()).as(one.err()).isZero();
    assertThat(one.out()).contains("TAG_NOT_FOUND", first.path("cluster").asText());
    assertThat(ask("incidents", "--cause", "tag_not_found").out()).contains("CAUSE", "open");
  }

  @Test
  void shouldListClusters() {
    await()
        .atMost(Duration.ofMinutes(10))
        .untilAsserted(() -> assertThat(ask("clusters").out()).contains("HEALTH", "lab-a"));
    assertThat(ask("clusters", "--cluster", "none", "--fail-if-any").status()).isZero();
    assertThat(ask("clusters", "--cluster", "lab-a", "--fail-if-any").status()).isEqualTo(3);
    assertThat(ask("outbreaks").status()).isZero();
  }

  @Test
  void shouldSayWhatIsWrongWithAFilter() {
    Outcome outcome = ask("incidents", "--status", "opne");
    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.err()).contains("'open'");
  }

  @Test
  void shouldSayThatThereIsNoSuchIncident() {
    Outcome outcome = ask("incidents", "no/such/id");
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err()).contains("no such incident");
  }

  @Test
  void shouldSayThatTheServerIsAway() {
    Outcome outcome = Outcome.of("incidents", "--server", "http://127.0.0.1:1");
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err()).contains("no PullTriage answers at http://127.0.0.1:1");
  }

  private static Outcome ask(String... arguments) {
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--server";
    all[arguments.length + 1] = server;
    return Outcome.of(all);
  }
}
