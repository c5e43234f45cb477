package io.pulltriage.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferencesTest {

  private static final String SHA =
      "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

  @ParameterizedTest
  @CsvSource({
    "nginx, docker.io/library/nginx:latest",
    "nginx:1.27, docker.io/library/nginx:1.27",
    "team/api:1.4.2, docker.io/team/api:1.4.2",
    "index.docker.io/nginx, docker.io/library/nginx:latest",
    "localhost/app, localhost/app:latest",
    "localhost:5000/app:v1, localhost:5000/app:v1",
    "[2001:db8::1]:5000/app, [2001:db8::1]:5000/app:latest",
    "ghcr.io/a/b/c__d:X_1.2-3, ghcr.io/a/b/c__d:X_1.2-3",
    "Registry/app, Registry/app:latest",
    "registry.example/not-found:429, registry.example/not-found:429",
    "nginx@" + SHA + ", docker.io/library/nginx@" + SHA,
    "nginx:1.27@" + SHA + ", docker.io/library/nginx:1.27@" + SHA,
  })
  void shouldNormaliseAsRuntimesDo(String written, String normalized) {
    ImageReference image = ImageReferences.parse(written);

    assertThat(ImageReferences.normalized(image)).isEqualTo(normalized);
    assertThat(image.getReference()).isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Nginx",
        "nginx:",
        "nginx:a b",
        "https://registry.example/app:1",
        "gcr.io/team/app:gcr.io/team/app:1",
        "app@sha256:short",
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "ghcr.io/${{ github.repository }}:latest",
        "/app",
        "registry.example//app",
      })
  void shouldKeepWhatDoesNotParseAsWritten(String written) {
    ImageReference image = ImageReferences.parse(written);

    assertThat(image.getRegistry()).isEmpty();
    assertThat(image.getRepository()).isEmpty();
    assertThat(ImageReferences.normalized(image)).isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a/", "a.", "A", "a:", "[::"})
  void shouldStandUpToHugeReferences(String part) {
    assertThat(ImageReferences.parse(part.repeat(100_000)).getRegistry()).isEmpty();
  }
}
