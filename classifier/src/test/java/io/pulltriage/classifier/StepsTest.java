package io.pulltriage.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.ImageReferences;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StepsTest {

  @Test
  void shouldWriteWhatIsKnownAndNameWhatIsNot() {
    // When
    List<String> filled =
        Steps.fill(
            List.of(Step.of("kubectl -n {namespace} set image {workload} {container}=NEW_IMAGE")),
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
    List<String> filled = Steps.fill(List.of(Step.of(step)), Map.of(Steps.NODE, "node-1"));

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
            Stream.of(
                    "image {image}",
                    "repository {repository}",
                    "registry {registry}",
                    "address {registry-address}",
                    "host {registry-host}",
                    "tag {tag}")
                .map(Step::of)
                .toList(),
            Steps.valuesOf(ImageReferences.parse(reference)));

    // Then
    assertThat(filled)
        .containsExactly(
            "image " + image,
            "repository " + repository,
            "registry " + registry,
            "address " + address,
            "host " + host,
            "tag " + tag);
  }

  @Test
  void shouldNotLetANameRunAsACommand() {
    // When
    List<String> filled =
        Steps.fill(
            List.of(Step.of("crane manifest {image}")),
            Map.of(Steps.IMAGE, "a'$(reboot) {node}\\"));

    // Then
    assertThat(filled).containsExactly("crane manifest 'a'\\''$(reboot) {node}\\'");
  }

  @Test
  void shouldTakeABlankValueForUnknown() {
    assertThat(Steps.fill(List.of(Step.of("{secret}")), Map.of(Steps.SECRET, " ")))
        .containsExactly("SECRET");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Deployment  | set image deployment/api app=NEW_IMAGE | delete pod",
        "StatefulSet | delete pod api-0                       | replace --force",
        "ReplicaSet  | delete pod api-0                       | replace --force",
        "CronJob     | delete job JOB                         | delete pod",
        "Job         | create -f MANIFEST                     | set image",
        "Pod         | set image pod/api-0 app=NEW_IMAGE      | delete pod",
        "StaticPod   | /etc/kubernetes/manifests              | --context",
        "ImageVolume | volumes[].image.reference              | set image x",
        "Rollout     | edit rollout/api                       | set image"
      })
  void shouldNeverAskForWhatAKindDoesNotTake(String kind, String has, String hasNot) {
    // Given
    Map<String, String> values =
        Map.of(
            Steps.CONTEXT,
            "prod",
            Steps.KIND,
            kind,
            Steps.WORKLOAD,
            kind.toLowerCase(Locale.ROOT) + "/api",
            Steps.POD,
            "api-0",
            Steps.CONTAINER,
            "app",
            Steps.NAMESPACE,
            "shop");

    // When
    List<String> filled =
        Steps.fill(Catalogue.bundled().entry(Cause.TAG_NOT_FOUND).remediation(), values);

    // Then
    assertThat(filled).anySatisfy(step -> assertThat(step).contains(has));
    assertThat(filled).noneSatisfy(step -> assertThat(step).contains(hasNot));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Job", "CronJob", "Pod", "StaticPod", "Rollout"})
  void shouldNotUndoARolloutOfAKindThatHasNone(String kind) {
    assertThat(
            Steps.fill(
                Catalogue.bundled().entry(Cause.CRASH_LOOP).remediation(),
                Map.of(Steps.KIND, kind, Steps.WORKLOAD, "x/api")))
        .noneSatisfy(step -> assertThat(step).contains("rollout undo"));
  }

  @Test
  void shouldSpeakOfDockerHubForDockerHubOnly() {
    // Given
    List<Step> steps = Catalogue.bundled().entry(Cause.RATE_LIMITED).remediation();

    // Then
    assertThat(Steps.fill(steps, Map.of(Steps.REGISTRY, "docker.io")))
        .anySatisfy(step -> assertThat(step).contains("auth.docker.io"));
    assertThat(Steps.fill(steps, Map.of(Steps.REGISTRY, "quay.io")))
        .noneSatisfy(step -> assertThat(step).containsIgnoringCase("docker"));
  }

  @Test
  void shouldNameTheClusterInEveryCommand() {
    // Given
    Catalogue catalogue = Catalogue.bundled();
    Stream<Step> steps =
        Stream.concat(
            Stream.concat(
                    catalogue.entries().stream(), catalogue.entriesOfRules().values().stream())
                .flatMap(entry -> entry.remediation().stream()),
            Stream.of("k8s.gcr.io/pause:3.1", "nvcr.io/nim/a:1")
                .map(ImageReferences::parse)
                .flatMap(image -> KnownImages.bundled().advice(image, Cause.FORBIDDEN).stream())
                .flatMap(advice -> advice.remediation().stream()));

    // Then
    assertThat(
            steps.flatMap(
                step -> Stream.concat(Stream.of(step.text()), step.byKind().values().stream())))
        .allSatisfy(
            text ->
                assertThat(text)
                    .doesNotContainPattern(
                        "kubectl (?!--context \\{context} )(?!cannot|changes|takes)"));
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
