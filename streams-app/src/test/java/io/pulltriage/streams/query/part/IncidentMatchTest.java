package io.pulltriage.streams.query.part;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.ImageReferences;
import io.pulltriage.schemas.IncidentStatus;
import io.pulltriage.schemas.internal.IncidentEntry;
import io.pulltriage.streams.query.IncidentFilter;
import io.pulltriage.streams.query.Visibility;
import io.pulltriage.streams.topology.index.Entries;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IncidentMatchTest {

  private static final Instant T0 = Instant.parse("2026-01-02T03:04:05Z");

  @ParameterizedTest
  @ValueSource(strings = {"nginx:1.27", "docker.io/library/nginx:1.27", "docker.io/library/nginx"})
  void shouldFindAnImageHoweverItIsNamed(String name) {
    IncidentEntry entry = entry().setImage(ImageReferences.parse("nginx:1.27")).build();

    assertThat(matches(IncidentFilter.builder().image(name), entry)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nginx", "nginx:1.28", "library/nginx", "docker.io/library/ngin"})
  void shouldNotFindAnotherImage(String name) {
    IncidentEntry entry = entry().setImage(ImageReferences.parse("nginx:1.27")).build();

    assertThat(matches(IncidentFilter.builder().image(name), entry)).isFalse();
  }

  @Test
  void shouldTakeForLastingSinceWhatIsOpenOrEndedLater() {
    IncidentFilter.Builder since = IncidentFilter.builder().since(T0);

    assertThat(matches(since, entry().setFirstSeen(T0.minusSeconds(9)).build())).isTrue();
    assertThat(matches(since, ended(T0))).isTrue();
    assertThat(matches(since, ended(T0.minusMillis(1)))).isFalse();
  }

  private static IncidentEntry ended(Instant end) {
    return entry().setStatus(IncidentStatus.RESOLVED).setResolvedAt(end).build();
  }

  private static boolean matches(IncidentFilter.Builder filter, IncidentEntry entry) {
    return new IncidentMatch(filter.build(), Visibility.ALL).test(entry);
  }

  private static IncidentEntry.Builder entry() {
    return IncidentEntry.newBuilder(Entries.of(Incidents.random(new Random(1))))
        .setStatus(IncidentStatus.OPEN)
        .setResolvedAt(null);
  }
}
