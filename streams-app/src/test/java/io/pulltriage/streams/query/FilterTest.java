package io.pulltriage.streams.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pulltriage.schemas.ImageReferences;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.IncidentStatus;
import io.pulltriage.schemas.Workload;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterTest {

  private static final Instant T0 = Instant.parse("2026-01-02T03:04:05Z");
  private static final InstantSource CLOCK = InstantSource.fixed(T0);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nginx:1.27",
        "docker.io/library/nginx:1.27",
        "docker.io/library/nginx",
        "*/nginx",
        "nginx:*",
        "*1.27"
      })
  void shouldFindAnImageHoweverItIsNamed(String name) {
    assertThat(Filter.of(Field.IMAGE, name).matches(withImage("nginx:1.27"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nginx", "nginx:1.28", "library/nginx", "docker.io/library/ngin"})
  void shouldNotFindAnotherImage(String name) {
    assertThat(Filter.of(Field.IMAGE, name).matches(withImage("nginx:1.27"))).isFalse();
  }

  @Test
  void shouldFindAnImageWithAPortAndADigestByItsRepository() {
    Incident incident =
        withImage("registry.example:5000/team/api:1@sha256:" + "0123456789abcdef".repeat(4));

    assertThat(Filter.of(Field.IMAGE, "registry.example:5000/team/api").matches(incident)).isTrue();
    assertThat(Filter.of(Field.IMAGE, "registry.example").matches(incident)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "api, true",
    "Deployment/api, true",
    "'Job/api', false",
    "Deployment/*, true",
    "a*, true",
    "'web,a*', true",
    "deployment/api, false"
  })
  void shouldFindAWorkloadByNameAndKind(String values, boolean found) {
    Incident incident = incident().setWorkload(new Workload("Deployment", "api")).build();

    assertThat(Filter.of(Field.WORKLOAD, values.split(",")).matches(incident)).isEqualTo(found);
  }

  @Test
  void shouldTakeForLastingSinceWhatIsOpenOrEndedLater() {
    Filter since = Filter.of(Map.of(Field.SINCE, List.of(T0.toString())), CLOCK);

    assertThat(since.matches(incident().setFirstSeen(T0.minusSeconds(9)).build())).isTrue();
    assertThat(since.matches(ended(T0))).isTrue();
    assertThat(since.matches(ended(T0.minusMillis(1)))).isFalse();
  }

  @Test
  void shouldKeepWhatAListHas() {
    Filter both = Filter.of(Field.SCOPE, "image").and(Filter.of(Field.NAMESPACE, "shop"));

    assertThat(both.of(Field.Subject.INCIDENT).lists()).containsExactly(Field.NAMESPACE);
    assertThat(both.of(Field.Subject.OUTBREAK).lists()).containsExactly(Field.SCOPE);
    assertThat(Filter.NONE.of(Field.Subject.CLUSTER).lists()).isEmpty();
  }

  @Test
  void shouldReadAnAge() {
    Filter since = Filter.of(Map.of(Field.SINCE, List.of("90m")), CLOCK);

    assertThat(since.since()).contains(T0.minusSeconds(5_400));
  }

  @ParameterizedTest
  @CsvSource({
    "CAUSE, dns, 'cause has no ''dns''; the nearest known is ''dns_failure'''",
    "STATUS, opne, 'status has no ''opne''; the nearest known is ''open'''",
    "CLUSTER, '', cluster has an empty value",
    "SINCE, yesterday, 'since takes a time such as 2026-01-31T08:00:00Z, or an age such as 90m, 24h, 7d'",
  })
  void shouldSayWhatIsWrongWithAValue(Field field, String value, String message) {
    assertThatThrownBy(() -> Filter.of(Map.of(field, List.of(value)), CLOCK))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  private static Incident ended(Instant end) {
    return incident().setStatus(IncidentStatus.RESOLVED).setResolvedAt(end).build();
  }

  private static Incident withImage(String reference) {
    return incident().setImage(ImageReferences.parse(reference)).build();
  }

  private static Incident.Builder incident() {
    return Incident.newBuilder(Incidents.random(new Random(1)))
        .setStatus(IncidentStatus.OPEN)
        .setResolvedAt(null);
  }
}
