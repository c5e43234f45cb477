package io.pulltriage.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Confidence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a reader of a message would expect of its classification. */
class ClassifierTest {

  private static final Classifier CLASSIFIER = Classifier.bundled();

  @ParameterizedTest
  @CsvSource({
    "ErrImagePull, NO_DETAIL",
    "ImagePullBackOff, NO_DETAIL",
    "imagepullbackoff, NO_DETAIL",
    "CrashLoopBackOff, CRASH_LOOP",
    "OOMKilled, OOM_KILLED",
    "CreateContainerConfigError, CONFIG_ERROR",
    "InvalidImageName, INVALID_IMAGE_NAME",
    "ErrImageNeverPull, NEVER_PULL",
    "ImageInspectError, RUNTIME_FAILURE",
    "SignatureValidationFailed, POLICY_REJECTED",
    "RegistryUnavailable, REGISTRY_ERROR",
    "FailedToRetrieveImagePullSecret, PULL_SECRET_MISSING"
  })
  void shouldReadTheReasonWhereThereIsNoText(String reason, Cause cause) {
    // When
    Classification read = CLASSIFIER.classify(new Message("", reason, null));

    // Then
    assertThat(read.cause()).contains(cause);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Pulling",
        "Pulled",
        "Created",
        "Started",
        "Killing",
        "Scheduled",
        "ContainerCreating",
        "FailedMount",
        "FailedScheduling",
        "Unhealthy",
        "FailedCreatePodSandBox",
        "Completed"
      })
  void shouldLeaveAsideReasonsThatAreNotOurs(String reason) {
    // When
    Classification read = CLASSIFIER.classify(new Message("", reason, null));

    // Then
    assertThat(read.cause()).isEmpty();
    assertThat(read.confidence()).isEqualTo(Confidence.NONE);
  }

  @Test
  void shouldTellWhatElseAnAmbiguousMessageMayMean() {
    // When
    Classification read =
        CLASSIFIER.classify(
            Message.of(
                "pull access denied for team/api, repository does not exist or may require"
                    + " 'docker login'"));

    // Then
    assertThat(read.cause()).contains(Cause.NOT_FOUND_OR_PRIVATE);
    assertThat(read.confidence()).isEqualTo(Confidence.AMBIGUOUS);
    assertThat(read.alternatives())
        .containsExactly(Cause.REPOSITORY_NOT_FOUND, Cause.UNAUTHENTICATED);
    assertThat(read.rule()).contains("denied-or-missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "-", "unknown", "SomethingNew"})
  void shouldReadTheTextWhateverTheReason(String reason) {
    // Given
    Message message = new Message("Failed to pull image \"a/b:1\": manifest unknown", reason, "");

    // When
    Classification read = CLASSIFIER.classify(message);

    // Then
    assertThat(read.cause()).contains(Cause.TAG_NOT_FOUND);
  }

  @Test
  void shouldPreferTheAttemptWithACredential() {
    // Given
    String anonymous =
        "failed to authorize: failed to fetch anonymous token: unexpected status from GET request"
            + " to https://r.example/oauth2/token?scope=x: 401 Unauthorized";
    String withCredential =
        "failed to resolve reference \"r.example/a:1\": r.example/a:1: not found";
    String header = "Failed to pull image \"r.example/a:1\": ";

    // When
    Classification first = classify(header + list(anonymous, withCredential));
    Classification last = classify(header + list(withCredential, anonymous));

    // Then
    assertThat(first.cause()).contains(Cause.TAG_NOT_FOUND);
    assertThat(last.cause()).contains(Cause.TAG_NOT_FOUND);
  }

  @Test
  void shouldReadTheImagesOwnRegistryRatherThanItsMirrors() {
    // Given
    String text =
        "Failed to pull image \"quay.io/a/b:1\": rpc error: code = Unknown desc = (Mirrors also"
            + " failed: [m.example/a/b:1: reading manifest 1 in m.example/a/b: manifest unknown]"
            + " [n.example/a/b:1: pinging container registry n.example: Get"
            + " \"https://n.example/v2/\": dial tcp 10.0.0.1:443: connect: connection refused]):"
            + " quay.io/a/b:1: reading manifest 1 in quay.io/a/b: unauthorized: access to the"
            + " requested resource is not authorized";

    // When
    Classification read = classify(text);

    // Then
    assertThat(read.cause()).contains(Cause.UNAUTHENTICATED);
  }

  @Test
  void shouldReadTheImageRatherThanTheArtifactItMightHaveBeen() {
    // Given
    String text =
        "unable to pull image or OCI artifact: pull image err: initializing source"
            + " docker://r.example/a:1: reading manifest 1 in r.example/a: manifest unknown;"
            + " artifact err: get manifest: build image source: dial tcp 10.0.0.1:443: i/o timeout";

    // When
    Classification read = classify(text);

    // Then
    assertThat(read.cause()).contains(Cause.TAG_NOT_FOUND);
  }

  @Test
  void shouldPreferACauseToALabelThatComesLater() {
    // Given
    String text =
        "Error syncing pod, skipping: [failed to \"StartContainer\" for \"a\" with ErrImagePull:"
            + " \"toomanyrequests: Rate exceeded\", failed to \"StartContainer\" for \"b\" with"
            + " ImagePullBackOff: \"Back-off pulling image \\\"b:1\\\"\"]";

    // When
    Classification read = CLASSIFIER.classify(new Message(text, "FailedSync", null));

    // Then
    assertThat(read.cause()).contains(Cause.RATE_LIMITED);
  }

  @Test
  void shouldReadTheEndOfALongMessage() {
    // Given
    String text =
        "Failed to pull image \"r.example/a:1\": " + "word ".repeat(100_000) + ": manifest unknown";

    // When
    Classification read = classify(text);

    // Then
    assertThat(read.cause()).contains(Cause.TAG_NOT_FOUND);
  }

  @Test
  void shouldNameAReadableVersion() {
    assertThat(CLASSIFIER.rulesVersion()).matches("\\d{4}\\.\\d{2}-[0-9a-f]{8}");
  }

  private static Classification classify(String text) {
    return CLASSIFIER.classify(new Message(text, "Failed", null));
  }

  private static String list(String... attempts) {
    return "[rpc error: code = Unknown desc = "
        + String.join(", rpc error: code = NotFound desc = ", attempts)
        + "]";
  }
}
