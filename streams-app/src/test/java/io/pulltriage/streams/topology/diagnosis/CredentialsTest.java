package io.pulltriage.streams.topology.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Confidence;
import io.pulltriage.schemas.Evidence;
import io.pulltriage.schemas.PodEvent;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.internal.PodFinding;
import io.pulltriage.testkit.Events;
import io.pulltriage.testkit.Pods;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CredentialsTest {

  private static final String REFUSED =
      "failed to authorize: failed to fetch anonymous token: unexpected status: 401 Unauthorized";
  private static final String PRIVATE_OR_NONE =
      "pull access denied for team/api, repository does not exist or may require 'docker login'";
  private static final String SECRETS =
      "Unable to retrieve some image pull secrets (%s); attempting to pull the image may not"
          + " succeed.";

  @Test
  void shouldBlameTheSecretThatDoesNotExist() {
    PodSnapshot pod = refused(REFUSED, "regcred");

    PodFinding finding = Cases.of(pod).events(missing(pod, SECRETS.formatted("regcred"))).finding();

    assertThat(finding.getCause()).isEqualTo(Cause.PULL_SECRET_MISSING);
    assertThat(finding.getConfidence()).isEqualTo(Confidence.CERTAIN);
    assertThat(finding.getMissingPullSecrets()).containsExactly("regcred");
    assertThat(finding.getAlternatives()).contains(Cause.UNAUTHENTICATED);
    assertThat(finding.getEvidence().get(0).getReason())
        .contains("FailedToRetrieveImagePullSecret");
  }

  @Test
  void shouldBeLessSureWhereTheRepositoryMayNotExistEither() {
    PodSnapshot pod = refused(PRIVATE_OR_NONE, "regcred");

    PodFinding finding = Cases.of(pod).events(missing(pod, SECRETS.formatted("regcred"))).finding();

    assertThat(finding.getCause()).isEqualTo(Cause.PULL_SECRET_MISSING);
    assertThat(finding.getConfidence()).isEqualTo(Confidence.LIKELY);
    assertThat(finding.getAlternatives()).contains(Cause.NOT_FOUND_OR_PRIVATE);
  }

  @Test
  void shouldNotBlameAMissingSecretForATagThatDoesNotExist() {
    PodSnapshot pod = refused("ghcr.io/team/api:1.4.2: not found", "regcred");

    PodFinding finding = Cases.of(pod).events(missing(pod, SECRETS.formatted("regcred"))).finding();

    assertThat(finding.getCause()).isEqualTo(Cause.TAG_NOT_FOUND);
  }

  @Test
  void shouldNotOpenForASecretThatIsNotNeeded() {
    PodSnapshot pod =
        Pods.started("lab-a", "shop", "api").pullSecrets("a").running("app", Pods.LONG_AGO).build();

    assertThat(Cases.of(pod).events(missing(pod, SECRETS.formatted("a"))).findings()).isEmpty();
  }

  @Test
  void shouldAcquitASecretThatHasNotBeenMissedForLong() {
    // Given a secret that was created, with the wrong password
    PodSnapshot pod = refused(REFUSED, "regcred");
    Cases cases = Cases.of(pod).events(missing(pod, SECRETS.formatted("regcred")));

    cases.events(
        Events.warning(pod, "Failed", "Failed to pull image \"x\": " + REFUSED)
            .at(Pods.LONG_AGO.plus(CauseChoice.RECENT).plusSeconds(1))
            .build());

    assertThat(cases.finding().getCause()).isEqualTo(Cause.UNAUTHENTICATED);
    assertThat(cases.finding().getMissingPullSecrets()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Unable to retrieve some image pull secrets (b, a); x | a,b",
        "Unable to retrieve pull secret shop/regcred for shop/api-1 due to secret not found | regcred",
        "Unable to retrieve image pull secret (my.cred-1) | my.cred-1",
        "Unable to retrieve some image pull secrets; x | ''"
      })
  void shouldNameTheSecrets(String message, String names) {
    PodSnapshot pod = refused(REFUSED, "regcred");

    assertThat(
            String.join(
                ",", Cases.of(pod).events(missing(pod, message)).finding().getMissingPullSecrets()))
        .isEqualTo(names);
  }

  @Test
  void shouldSayWhichSecretsThePodNames() {
    assertThat(Cases.of(refused(REFUSED, "badcred")).finding().getEvidence())
        .extracting(Evidence::getMessage)
        .contains("The pod's imagePullSecrets: badcred.");
    assertThat(Cases.of(refused(REFUSED)).finding().getEvidence())
        .extracting(Evidence::getMessage)
        .contains("The pod names no imagePullSecrets.");
  }

  private static PodSnapshot refused(String why, String... secrets) {
    return Pods.failing("lab-a", "shop", "api")
        .pullSecrets(secrets)
        .waiting("app", "ErrImagePull", why)
        .build();
  }

  private static PodEvent missing(PodSnapshot pod, String message) {
    return Events.warning(pod, "FailedToRetrieveImagePullSecret", message).wholePod().build();
  }
}
