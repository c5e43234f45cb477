package io.pulltriage.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that read like errors, prefixes that say nothing, and texts that are none. */
class TrapsTest {

  private static final Classifier CLASSIFIER = Classifier.bundled();

  /** Wordings with {@code %s} where an image stands, and what they say whatever it is called. */
  private static final List<String> WORDINGS =
      List.of(
          "Failed to pull image \"%1$s\": rpc error: code = NotFound desc = failed to pull and"
              + " unpack image \"%1$s\": failed to resolve reference \"%1$s\": %1$s: not found",
          "Failed to pull image \"%1$s\": rpc error: code = Unknown desc = Error response from"
              + " daemon: manifest for %1$s not found: manifest unknown: manifest unknown",
          "Failed to pull image \"%1$s\": failed to resolve image \"%1$s\": failed to do request:"
              + " Head \"https://r.example/v2/a/manifests/1\": dial tcp 10.0.0.1:443: i/o timeout",
          "Failed to pull image \"%1$s\": rpc error: code = Unknown desc = failed to pull and"
              + " unpack image \"%1$s\": no match for platform in manifest: not found",
          "Failed to pull image \"%1$s\": Error response from daemon: Get \"https://r.example/v2/\":"
              + " x509: certificate signed by unknown authority",
          "Failed to pull image \"%1$s\": initializing source docker://%1$s: pinging container"
              + " registry r.example: Get \"https://r.example/v2/\": dial tcp: lookup r.example on"
              + " 10.0.0.2:53: no such host",
          "Failed to pull image \"%1$s\": pull QPS exceeded",
          "Failed to pull image \"%1$s\": failed to pull and unpack image \"%1$s\": failed to extract"
              + " layer sha256:77520fc3fd543e017ba24ea04cb4f3600525395ffb2875ce04a782d6983cf266:"
              + " write /var/lib/containerd/x: no space left on device: unknown",
          "Back-off pulling image \"%1$s\"",
          "Container image \"%1$s\" already present on machine",
          "Successfully pulled image \"%1$s\" in 1.2s (1.2s including waiting)",
          "Container image \"%1$s\" is not present with pull policy of Never",
          "Back-off pulling image \"%1$s\": ErrImagePull: pull access denied for %1$s, repository"
              + " does not exist or may require 'docker login'");

  @Property(tries = 2000)
  void shouldReadTheErrorWhateverTheImageIsCalled(
      @ForAll("wordings") String wording, @ForAll("images") String image) {
    // When
    Classification read = classify(wording.formatted(image), null);

    // Then
    Classification plain = classify(wording.formatted("registry.example/team/api:1.4.2"), null);
    assertThat(read).as(wording.formatted(image)).isEqualTo(plain);
    assertThat(plain.rule()).isPresent();
  }

  @Property(tries = 500)
  void shouldReadTheErrorBehindAnyPrefix(
      @ForAll("wordings") String wording, @ForAll("prefixes") String prefix) {
    // Given
    String text = wording.formatted("registry.example/team/api:1.4.2");

    // When
    Classification read = classify(prefix + text, null);

    // Then
    assertThat(read.cause()).as(prefix + text).isEqualTo(classify(text, null).cause());
  }

  @Property(tries = 1000)
  void shouldNeverFailOnAnyText(@ForAll String text, @ForAll String reason) {
    // When
    Classification read = classify(text, reason);

    // Then
    assertThat(read.confidence()).isNotNull();
  }

  @Property(tries = 300)
  void shouldNeverFailOnScraps(@ForAll("scraps") String text) {
    assertThat(classify("Failed to pull image " + text, "Failed").cause()).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NO_DETAIL        | BackOff | Back-off pulling image \"not-found:429\"",
        "NO_DETAIL        | BackOff | Back-off pulling image \"denied/x:pr-500\"",
        "NO_DETAIL        | BackOff | Back-off pulling image \"unauthorized\"",
        "TAG_NOT_FOUND    | Failed  | Failed to pull image \"x509.example.com/a:1\": manifest unknown",
        "TAG_NOT_FOUND    | Failed  | Error reading manifest 429 in quay.io/a/denied: manifest unknown",
        "TAG_NOT_FOUND    | Failed  | pulling from host toomanyrequests.example failed with status code [manifests 429]: 404 Not Found",
        "UNAUTHENTICATED  | Failed  | pulling from host r.example failed with status code [manifests 500]: 401 Unauthorized",
        "NETWORK_TIMEOUT  | Failed  | Failed to pull image \"a:1\": Get \"https://x509.example.com/v2/denied/manifests/429\": i/o timeout",
        "TAG_NOT_FOUND    | Failed  | image pull failed for quay.io/team/api:500, details: (Tag 500 not found in repository quay.io/team/api)",
        "CONFIG_ERROR     | Failed  | Error: secret \"errimagepull\" not found",
        "NOT_PULL         | Unhealthy | Readiness probe failed: Get \"https://10.0.0.1:8443/v2/\": x509: certificate has expired",
        "NOT_PULL         | Terminated | pulling image failed: toomanyrequests",
        "NOT_PULL         |         | admission webhook \"v.example\" denied the request: GET https://r.example/v2/a/manifests/1: UNAUTHORIZED: authentication required"
      })
  void shouldNotFallForNamesThatReadLikeErrors(String cause, String reason, String text) {
    // When
    Classification read = classify(text, reason);

    // Then
    assertThat(read.cause().map(Enum::name).orElse(Classification.NOT_PULL))
        .as("by %s", read.rule())
        .isEqualTo(cause);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u001b[31mFailed to pull image \"a:1\": \u001b[1;33mmanifest unknown\u001b[0m",
        "[31mFailed to pull image \"a:1\": [1;33mmanifest unknown[0m",
        "\\u001b[31mFailed to pull image \"a:1\": \\u001b[1;33mmanifest unknown\\u001b[0m"
      })
  void shouldReadThroughTerminalColours(String text) {
    assertThat(classify(text, null).rule()).contains("manifest-unknown");
  }

  @Provide
  Arbitrary<String> wordings() {
    return Arbitraries.of(WORDINGS);
  }

  @Provide
  Arbitrary<String> prefixes() {
    Arbitrary<String> prefix =
        Arbitraries.of(
            "spec.containers{app}: ",
            "spec.initContainers{not-found}: ",
            "Error: ",
            "(combined from similar events): ",
            "rpc error: code = Unknown desc = ",
            "  \n\t",
            "pod/denied-x509: ");
    return prefix.list().ofMinSize(1).ofMaxSize(3).map(list -> String.join("", list));
  }

  /** References whose every part may read like an error. */
  @Provide
  Arbitrary<String> images() {
    Arbitrary<String> word =
        Arbitraries.of(
            "denied",
            "not-found",
            "unauthorized",
            "x509",
            "429",
            "500",
            "timeout",
            "eof",
            "connection-refused",
            "proxyconnect",
            "toomanyrequests",
            "manifest-unknown",
            "forbidden",
            "no_such_host",
            "api",
            "unknown",
            "errimagepull",
            "manifest",
            "error",
            "failed",
            "lookup");
    Arbitrary<String> host =
        Stream.of(".example.com/", ".io:5000/", "-x.example/")
            .map(end -> word.map(start -> start.replace('_', '-') + end))
            .reduce((left, right) -> Arbitraries.oneOf(left, right))
            .orElseThrow();
    Arbitrary<String> registry =
        Arbitraries.oneOf(host, Arbitraries.of("docker.io/", "10.0.4.29:5000/"));
    Arbitrary<String> repository =
        word.list().ofMinSize(1).ofMaxSize(3).map(list -> String.join("/", list));
    Arbitrary<String> tag = word.map(name -> ":" + name);
    Arbitrary<String> digest = Arbitraries.of("", "@sha256:" + "429500403".repeat(7) + "d");
    return Combinators.combine(registry, repository, tag, digest).as((a, b, c, d) -> a + b + c + d);
  }

  @Provide
  Arbitrary<String> scraps() {
    return Arbitraries.of(
            "\"",
            "\\\"",
            "'",
            "\\",
            ":",
            "[",
            "]",
            "(",
            "@",
            "/",
            "://",
            "https://",
            "image \"",
            "sha256:",
            "C:\\",
            "‹image›",
            " ",
            "\n",
            "\u0000",
            "é",
            "\uD800",
            "a",
            "1.2.3.4:5")
        .list()
        .ofMaxSize(40)
        .map(list -> String.join("", list));
  }

  private static Classification classify(
      String text, @org.jspecify.annotations.Nullable String reason) {
    return CLASSIFIER.classify(new Message(text, reason, null));
  }
}
