package io.pulltriage.standalone.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.producer.config.ProducerConfig;
import io.pulltriage.streams.config.AnalyzerServiceConfig;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DockerfileTest {

  private final Dockerfile dockerfile = Dockerfile.read();

  @Test
  void shouldStartTheLauncherAsNobodyInParticular() {
    assertThat(dockerfile.last("ENTRYPOINT")).isEqualTo("[\"/opt/pulltriage/pulltriage\"]");
    assertThat(dockerfile.all("COPY")).contains("pulltriage /opt/pulltriage/");
    assertThat(dockerfile.last("USER")).matches("[1-9][0-9]{3,}:[1-9][0-9]{3,}");
  }

  @Test
  void shouldOfferThePortsThatTheServicesListenOn() {
    assertThat(dockerfile.last("EXPOSE").split(" ", -1))
        .containsExactlyInAnyOrder(
            "" + AnalyzerServiceConfig.defaults().api().port(),
            "" + ProducerConfig.defaults().http().port());
  }

  @Test
  void shouldSetOnlyVariablesThatAreRead() {
    List<String> variables =
        dockerfile.all("ENV").stream().map(text -> text.split("=", 2)[0]).toList();

    assertThat(variables).isNotEmpty();
    ServiceFacts.assertRead(variables);
  }

  @Test
  void shouldTakeItsBasesAsArgumentsThatComposeKnows() {
    for (String base : List.of("BUILD_IMAGE", "RUNTIME_IMAGE")) {
      assertThat(dockerfile.all("FROM")).anyMatch(from -> from.startsWith("${" + base + "}"));
      String standard =
          dockerfile.all("ARG").stream()
              .filter(argument -> argument.startsWith(base + "="))
              .map(argument -> argument.split("=", 2)[1])
              .findFirst()
              .orElseThrow();
      assertThat(Compose.read().environment()).containsEntry(base, standard);
    }
  }

  @Test
  void shouldCopyOnlyWhatIsThereAndIsSentToTheBuilder() {
    dockerfile.all("COPY").stream()
        .filter(copy -> !copy.startsWith("--from"))
        .flatMap(copy -> Arrays.stream(copy.split(" ", -1)).limit(copy.split(" ", -1).length - 1L))
        .filter(file -> !file.equals("."))
        .forEach(
            file -> {
              assertThat(Sources.TOP.resolve(file)).exists();
              assertThat(keptBack()).doesNotContain(file);
            });
  }

  /**
   * Otherwise the image would be built without a module's sources, or with somebody's credentials.
   */
  @Test
  void shouldSendAllModulesAndNoCredentials() {
    List<String> modules =
        Pattern.compile("<module>([^<]+)</module>")
            .matcher(Sources.text("pom.xml"))
            .results()
            .map((MatchResult match) -> match.group(1))
            .toList();

    assertThat(modules).hasSizeGreaterThan(5);
    for (String module : modules) {
      assertThat(Sources.TOP.resolve(module).resolve("pom.xml")).exists();
      assertThat(keptBack()).doesNotContain(module, module + "/pom.xml");
    }
    assertThat(keptBack()).contains("kubeconfig", ".git", "**/target");
    assertThat(Compose.read().environment()).containsEntry("KUBECONFIG_FILE", "./kubeconfig");
  }

  private static List<String> keptBack() {
    return Sources.text(".dockerignore").lines().filter(line -> !line.startsWith("#")).toList();
  }
}
