package io.pulltriage.standalone.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.IncidentStatus;
import io.pulltriage.schemas.Resolution;
import io.pulltriage.standalone.terminal.Screen;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ChangeLinesTest {

  private final ChangeLines changes = new ChangeLines(new Screen(false, false, 120, false));

  @Test
  void shouldTellTheLifeOfAnIncidentInALineEach() {
    // Given
    Incident opened = Samples.crashing();
    Incident spread = Incident.newBuilder(opened).setAffectedPods(2).build();
    Incident over =
        Incident.newBuilder(spread)
            .setStatus(IncidentStatus.RESOLVED)
            .setResolution(Resolution.RECOVERED)
            .setResolvedAt(Instant.parse("2025-11-02T19:40:00Z"))
            .build();

    // Then
    assertThat(changes.line(opened))
        .isEqualTo(
            "2025-11-02T19:30:01Z  opened     CRASH_LOOP lab-b shop/worker/app nginx, 1 pod\n");
    assertThat(changes.line(spread))
        .isEqualTo(
            "2025-11-02T19:30:01Z  changed    CRASH_LOOP lab-b shop/worker/app nginx, 2 pods\n");
    assertThat(changes.line(over))
        .isEqualTo(
            "2025-11-02T19:40:00Z  recovered  CRASH_LOOP lab-b shop/worker/app nginx, 2 pods\n");
    assertThat(changes.line(opened)).contains("  opened     ");
  }

  @Test
  void shouldNotRepeatWhatOnlyFailsOnceMore() {
    // Given
    changes.line(Samples.crashing());

    // When
    String line =
        changes.line(
            Incident.newBuilder(Samples.crashing()).setOccurrences(2).setRevision(2).build());

    // Then
    assertThat(line).isEmpty();
  }

  @Test
  void shouldTellOfOutbreaks() {
    assertThat(changes.line(Samples.nodeWithoutEgress()))
        .isEqualTo(
            "2025-11-02T19:35:36Z  opened     outbreak CONNECTION_FAILED node lab-a/a2,"
                + " 4 incidents\n");
  }
}
