package io.pulltriage.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.Cause;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of several attempts in one text the one that got furthest decides, in whatever order. */
class AttemptsTest {

  private static final Classifier CLASSIFIER = Classifier.bundled();
  private static final String IMAGE = "registry.example/team/api:1";

  /** Attempts by how far they got, the furthest last. */
  private enum Attempt {
    UNREACHED(
        Cause.NETWORK_TIMEOUT,
        "failed to resolve reference \"%1$s\": failed to do request: Head"
            + " \"https://registry.example/v2/team/api/manifests/1\": dial tcp 10.0.0.1:443: i/o"
            + " timeout"),
    ANONYMOUS(
        Cause.UNAUTHENTICATED,
        "failed to resolve reference \"%1$s\": failed to authorize: failed to fetch anonymous token:"
            + " unexpected status from GET request to"
            + " https://registry.example/token?scope=repository: 401 Unauthorized"),
    REFUSED(
        Cause.FORBIDDEN,
        "failed to resolve reference \"%1$s\": unexpected status from HEAD request to"
            + " https://registry.example/v2/team/api/manifests/1: 403 Forbidden"),
    LET_IN(
        Cause.TAG_NOT_FOUND,
        "failed to resolve reference \"%1$s\": reading manifest 1 in registry.example/team/api:"
            + " manifest unknown"),
    FETCHED(
        Cause.DISK_FULL,
        "failed to extract layer"
            + " sha256:77520fc3fd543e017ba24ea04cb4f3600525395ffb2875ce04a782d6983cf266: write"
            + " /var/lib/containerd/x: no space left on device: unknown");

    private final Cause cause;
    private final String error;

    Attempt(Cause cause, String error) {
      this.cause = cause;
      this.error = error.formatted(IMAGE);
    }
  }

  /** How runtimes and kubelets list attempts. */
  private enum Listing {
    KUBELET("Failed to pull image \"%s\": [%s]", "failed to pull and unpack image \"%s\": %s"),
    KUBELET_BEFORE_1_28(
        "Failed to pull image \"%s\": [%s]",
        "rpc error: code = Unknown desc = failed to pull and unpack image \"%s\": %s"),
    WAITING_STATE("[%2$s]", "failed to pull and unpack image \"%s\": %s");

    private final String list;
    private final String one;

    Listing(String list, String one) {
      this.list = list;
      this.one = one;
    }

    String of(List<Attempt> attempts) {
      return list.formatted(
          IMAGE,
          attempts.stream()
              .map(attempt -> one.formatted(IMAGE, attempt.error))
              .collect(Collectors.joining(", ")));
    }
  }

  @Property
  void shouldTakeTheAttemptThatGotFurthest(
      @ForAll("attempts") List<Attempt> attempts, @ForAll Listing listing) {
    // When
    Optional<Cause> cause = cause(listing.of(attempts), "ErrImagePull");

    // Then
    Attempt furthest = attempts.stream().max(Attempt::compareTo).orElseThrow();
    if (furthest == Attempt.ANONYMOUS && attempts.contains(Attempt.UNREACHED)) {
      // The attempt with a credential weighs more, though nobody answered it.
      furthest = Attempt.UNREACHED;
    }
    assertThat(cause).as(listing.of(attempts)).contains(furthest.cause);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "UNAUTHENTICATED | manifest unknown | unauthorized: authentication required",
        "NETWORK_TIMEOUT | manifest unknown | pinging container registry own.example: i/o timeout",
        "IMAGE_CORRUPT   | writing blob: Digest did not match, expected"
            + " sha256:2def4e210a5bc3693b01fac41d740f08a09a70eb4fc09ad9db850448591d1dc3"
            + " | unauthorized: authentication required",
        "TAG_NOT_FOUND   | unauthorized: authentication required | manifest unknown"
      })
  void shouldTrustTheImagesOwnRegistryMoreThanItsMirror(Cause cause, String mirror, String own) {
    // Given
    String text =
        ("(Mirrors also failed: [mirror.example/team/api:1: reading manifest 1 in"
                + " mirror.example/team/api: %s]): own.example/team/api:1: reading manifest 1 in"
                + " own.example/team/api: %s")
            .formatted(mirror, own);

    // Then
    assertThat(cause(text, "ErrImagePull")).contains(cause);
  }

  @Provide
  Arbitrary<List<Attempt>> attempts() {
    return Arbitraries.of(Attempt.values()).list().ofMinSize(1).ofMaxSize(4);
  }

  private static Optional<Cause> cause(String text, String reason) {
    return CLASSIFIER.classify(new Message(text, reason, null)).cause();
  }
}
