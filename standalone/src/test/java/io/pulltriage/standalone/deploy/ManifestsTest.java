package io.pulltriage.standalone.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;

/** Every manifest as it stands in the repository, without Kustomize. */
class ManifestsTest {

  @ParameterizedTest
  @MethodSource
  void shouldHaveNothingThatTheApiDoesNotKnow(String file) {
    assertThat(StrictModel.read(Sources.text(file))).isNotEmpty();
  }

  /** Kustomize's own files and the settings that go into maps are no manifests. */
  static Stream<String> shouldHaveNothingThatTheApiDoesNotKnow() {
    return Sources.below("k8s").stream()
        .filter(file -> file.endsWith(".yaml"))
        .filter(file -> !file.endsWith("kustomization.yaml"))
        .filter(file -> !file.matches(".*/(analyzer|producer)\\.yaml"))
        .filter(file -> !file.equals("k8s/overlays/agent/network.yaml"));
  }

  @Test
  void shouldRefuseAFieldOfAnotherName() {
    String manifest = Sources.text("k8s/base/producer/service.yaml");
    List<String> wrong =
        List.of(
            manifest.replace("publishNotReadyAddresses", "publishNotReadyAdresses"),
            manifest.replace("targetPort", "targetport"),
            manifest.replace("metadata:", "metadata:\n  lables: {}"));

    assertThat(wrong).doesNotContain(manifest);
    for (String one : wrong) {
      assertThatThrownBy(() -> StrictModel.read(one)).isInstanceOf(JacksonException.class);
    }
  }
}
