package io.pulltriage.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.ImageReferences;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StepsTest {

  @Test
  void shouldWriteWhatIsKnownAndNameWhatIsNot() {
    // When
    List<String> filled =
        Steps.fill(
            List.of("kubectl -n {namespace} set image {workload} {container}=NEW_IMAGE"),
            Map.of(Steps.NAMESPACE, "shop", Steps.WORKLOAD, "deployment/api"));

    // Then
    assertThat(filled)
        .containsExactly("kubectl -n shop set image deployment/api CONTAINER=NEW_IMAGE");
  }

  @Test
  void shouldLeaveExpressionsOfKubectlAlone() {
    // Given
    String step =
        "kubectl get pods -A -o jsonpath='{range .items[*]}{.spec.nodeName}{\"\\n\"}{end}'";

    // When
    List<String> filled = Steps.fill(List.of(step), Map.of(Steps.NODE, "node-1"));

    // Then
    assertThat(filled).containsExactly(step);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nginx:1.27 | nginx:1.27 | docker.io/library/nginx | docker.io | registry-1.docker.io |"
            + " registry-1.docker.io | 1.27",
        "r.example:5000/a/b | r.example:5000/a/b | r.example:5000/a/b | r.example:5000 |"
            + " r.example:5000 | r.example | latest",
        "https://Bad | https://Bad | REPOSITORY | REGISTRY | REGISTRY_ADDRESS | REGISTRY_HOST | TAG"
      })
  void shouldTakeAnImageApart(
      String reference,
      String image,
      String repository,
      String registry,
      String address,
      String host,
      String tag) {
    // When
    List<String> filled =
        Steps.fill(
            List.of(
                "{image}",
                "{repository}",
                "{registry}",
                "{registry-address}",
                "{registry-host}",
                "{tag}"),
            Steps.valuesOf(ImageReferences.parse(reference)));

    // Then
    assertThat(filled).containsExactly(image, repository, registry, address, host, tag);
  }

  @Test
  void shouldNotLetANameRunAsACommand() {
    // When
    List<String> filled =
        Steps.fill(List.of("crane manifest {image}"), Map.of(Steps.IMAGE, "a'$(reboot) {node}\\"));

    // Then
    assertThat(filled).containsExactly("crane manifest 'a'\\''$(reboot) {node}\\'");
  }

  @Test
  void shouldTakeABlankValueForUnknown() {
    assertThat(Steps.fill(List.of("{secret}"), Map.of(Steps.SECRET, " ")))
        .containsExactly("SECRET");
  }

  @ParameterizedTest
  @EnumSource(Cause.class)
  void shouldLeaveNoPlaceholderOpen(Cause cause) {
    // Given
    Map<String, String> values =
        Steps.PLACEHOLDERS.stream().collect(Collectors.toMap(name -> name, name -> "x"));

    // When
    List<String> filled = Steps.fill(Catalogue.bundled().entry(cause).remediation(), values);

    // Then
    assertThat(filled)
        .allSatisfy(step -> assertThat(step).doesNotContainPattern("\\{[a-z]+}"))
        .allSatisfy(
            step ->
                assertThat(step)
                    .as("a name to fill in should be a placeholder")
                    .doesNotContainPattern("(-n |pod |node |ls |manifest )[A-Z]{3,}"));
  }
}
