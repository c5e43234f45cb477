package io.pulltriage.standalone.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.standalone.cli.Arguments;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ComposeTest {

  private static final List<String> SERVICES = List.of("analyze", "produce");

  private final Compose compose = Compose.read();

  @Test
  void shouldCallCommandsThatThereAre() {
    Arguments.assertUnderstood(Compose.texts(compose.service("topics").get("command")));
    Arguments.assertUnderstood(Compose.texts(compose.service("produce").get("command")));
    assertThat(Compose.texts(compose.service("analyze").get("entrypoint")))
        .containsExactly("/bin/bash", "/etc/pulltriage/analyze.sh");
    Arguments.assertUnderstood(List.of("analyze", "--config", "F", "--set", "stateDir=x"));
    assertThat(Sources.text("compose/analyze.sh"))
        .contains("analyze --config ", "--set \"stateDir=");
  }

  @Test
  void shouldGiveTheServicesSettingsThatTheyTakeAndFilesThatTheyFind() {
    for (String service : SERVICES) {
      String settings = service.equals("produce") ? "producer" : "analyzer";
      Map<String, String> variables = compose.variables(service);
      ServiceFacts.assertRead(variables.keySet());
      ServiceFacts facts =
          ServiceFacts.of(service, Sources.text("compose/" + settings + ".yaml"), variables);

      List<String> targets =
          new ArrayList<>(
              compose.mounts(service).stream().map(mount -> mount.split(":", -1)[1]).toList());
      Compose.texts(compose.service(service).get("secrets"))
          .forEach(secret -> targets.add("/run/secrets/" + secret));
      assertThat(facts.files())
          .isNotEmpty()
          .allSatisfy(
              file ->
                  assertThat(targets).anyMatch(target -> (file + "/").startsWith(target + "/")));
      assertThat(targets).contains("/etc/pulltriage/" + settings + ".yaml");
      assertThat(probe(service)).contains("/dev/tcp/127.0.0.1/" + facts.port(), "GET /ready ");
    }
  }

  @Test
  void shouldMountWhatIsThere() {
    compose
        .services()
        .keySet()
        .forEach(
            service ->
                compose
                    .mounts(service)
                    .forEach(
                        mount -> {
                          String source = mount.split(":", -1)[0];
                          if (source.startsWith(".")) {
                            assertThat(Sources.TOP.resolve(source)).exists();
                          } else {
                            assertThat(compose.volumes()).contains(source);
                          }
                        }));
    assertThat(compose.volumes())
        .allMatch(
            volume ->
                compose.services().keySet().stream()
                    .anyMatch(
                        service ->
                            compose.mounts(service).stream()
                                .anyMatch(mount -> mount.startsWith(volume + ":"))));
  }

  @Test
  void shouldRunWithoutRootAndWithinBounds() {
    compose
        .services()
        .forEach(
            (name, service) -> {
              assertThat(service.get("cap_drop")).as(name).isEqualTo(List.of("ALL"));
              assertThat(service.get("security_opt"))
                  .as(name)
                  .isEqualTo(List.of("no-new-privileges:true"));
              assertThat(service.get("read_only")).as(name).isEqualTo(!name.equals("kafka"));
              assertThat(service).as(name).doesNotContainKeys("privileged", "container_name");
              if (!name.equals("secrets")) {
                assertThat(service).as(name).containsKeys("mem_limit", "cpus");
              }
              if (!List.of("secrets", "topics").contains(name)) {
                assertThat(service).as(name).containsKey("healthcheck");
              }
              assertThat(Compose.texts(service.get("ports")))
                  .as(name)
                  .allMatch(port -> port.startsWith("127.0.0.1:"));
            });
    assertThat(compose.environment().get("ANALYZER_PORTS"))
        .as("each instance takes a port of a range")
        .matches("[0-9]+-[0-9]+");
  }

  @Test
  void shouldPinEveryImage() {
    compose
        .services()
        .forEach(
            (name, service) ->
                assertThat(String.valueOf(service.get("image")))
                    .as(name)
                    .matches("[a-z/.-]+:v?[0-9]+\\.[0-9].*"));
    String pom = Sources.text("pom.xml");
    var kafka = Pattern.compile("<kafka.version>([^<]+)<").matcher(pom);
    var version = Pattern.compile("<version>([^<]+)<").matcher(pom);
    assertThat(kafka.find() && version.find()).isTrue();
    assertThat(compose.service("kafka").get("image")).isEqualTo("apache/kafka:" + kafka.group(1));
    assertThat(compose.service("analyze").get("image")).isEqualTo("pulltriage:" + version.group(1));
  }

  @Test
  void shouldMakeEachSecretThatIsRead() {
    String script = Sources.text("compose/secrets.sh");
    String readers =
        Sources.text("compose/analyzer.yaml")
            + Sources.text("compose/prometheus.yml")
            + Sources.text("docker-compose.yml");

    Pattern.compile("/run/pulltriage/([a-z-]+)")
        .matcher(readers)
        .results()
        .forEach(match -> assertThat(script).contains(match.group(1)));
  }

  private String probe(String service) {
    return String.join(
        " ", Compose.texts(Compose.map(compose.service(service).get("healthcheck")).get("test")));
  }
}
