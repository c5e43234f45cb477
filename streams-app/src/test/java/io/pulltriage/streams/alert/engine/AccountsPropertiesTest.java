package io.pulltriage.streams.alert.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Incident;
import io.pulltriage.streams.alert.decide.Silence;
import io.pulltriage.streams.alert.sink.Outcome;
import io.pulltriage.streams.alert.testing.Samples;
import io.pulltriage.streams.config.alerts.SelectionConfig;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever happens, what was taken was sent, suppressed, parked, or waits. */
class AccountsPropertiesTest {

  private static final int WORKLOADS = 4;

  @Property(tries = 150)
  void shouldAddUp(@ForAll @Size(max = 60) List<@IntRange(max = 9_999) Integer> steps) {
    // Given
    NotifierFixture fixture = new NotifierFixture(steps.size() % 2 == 0);
    fixture.adopt();

    for (int step : steps) {
      // When
      act(fixture, step / 100, "w" + step % 100 % WORKLOADS);

      // Then
      for (String sink : List.of(NotifierFixture.HOOK, NotifierFixture.MANAGER)) {
        assertThat(fixture.count("taken", sink))
            .isEqualTo(
                fixture.count("sent", sink)
                    + fixture.count("suppressed", sink)
                    + fixture.count("parked", sink)
                    + fixture.pending(sink));
        assertThat(fixture.pending(sink)).isNotNegative();
      }
    }
  }

  private static void act(NotifierFixture fixture, int action, String workload) {
    Incident incident =
        fixture.topic.getOrDefault(Samples.incident(workload).getId(), Samples.incident(workload));
    switch (action % 10) {
      case 0, 1 -> fixture.publish(Samples.builder(workload).setFirstSeen(fixture.now).build());
      case 2 -> fixture.publish(Samples.resolved(incident));
      case 3 -> fixture.publish(Samples.under(incident, Samples.outbreak(incident)));
      case 4 -> fixture.publish(Incident.newBuilder(incident).setCause(Cause.FORBIDDEN).build());
      case 5 -> fixture.pass(Duration.ofSeconds(action));
      case 6 -> fixture.answer = answer(action);
      case 7 -> fixture.restart();
      case 8 -> fixture.withdraw(incident.getId());
      default -> silence(fixture, action);
    }
  }

  private static void silence(NotifierFixture fixture, int action) {
    Silence silence =
        new Silence("s", SelectionConfig.any(), fixture.now.plusSeconds(action), "ops", "");
    fixture.notifier.silence(action % 20 < 10 ? List.of() : List.of(silence), fixture.now);
    fixture.notifier.retryParked(fixture.now);
    fixture.run();
  }

  private static Outcome answer(int action) {
    return switch (action % 3) {
      case 0 -> new Outcome.Delivered("ok");
      case 1 -> new Outcome.Retry("away", Optional.empty());
      default -> new Outcome.Refused("no");
    };
  }
}
