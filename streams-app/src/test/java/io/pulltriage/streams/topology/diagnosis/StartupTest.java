package io.pulltriage.streams.topology.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.classifier.KnownImages;
import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Confidence;
import io.pulltriage.schemas.ContainerSnapshot;
import io.pulltriage.testkit.Pods;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StartupTest {

  private static final Instant T0 = Pods.LONG_AGO;
  private static final KnownImages KNOWN = KnownImages.bundled();
  private static final Verdict LOOP = new Verdict(Cause.CRASH_LOOP, Confidence.CERTAIN, List.of());

  @Test
  void shouldNameWhatSqlServerNeedsAndThePodDoesNotSet() {
    assertThat(Startup.unmetNeeds(KNOWN, sqlServer("MSSQL_PID")))
        .hasSize(2)
        .anyMatch(need -> need.contains("ACCEPT_EULA"))
        .anyMatch(need -> need.contains("MSSQL_SA_PASSWORD or SA_PASSWORD"));
    assertThat(Startup.unmetNeeds(KNOWN, sqlServer("ACCEPT_EULA", "SA_PASSWORD"))).isEmpty();
  }

  @Test
  void shouldNotSayThatAVariableIsMissingWhereNotAllNamesAreKnown() {
    ContainerSnapshot container =
        ContainerSnapshot.newBuilder(sqlServer()).setEnvironmentFrom(true).build();

    assertThat(Startup.unmetNeeds(KNOWN, container)).isEmpty();
  }

  @Test
  void shouldSuspectTheCommandBehindAShellsExitCode() {
    assertThat(Startup.refine(LOOP, Optional.of(127)).alternatives())
        .containsExactly(Cause.COMMAND_NOT_FOUND);
    assertThat(Startup.refine(LOOP, Optional.of(126)).alternatives())
        .containsExactly(Cause.COMMAND_NOT_FOUND);
    assertThat(Startup.refine(LOOP, Optional.of(1))).isEqualTo(LOOP);
    assertThat(Startup.refine(LOOP, Optional.empty())).isEqualTo(LOOP);
  }

  @Test
  void shouldMeasureTheLastRunUpToWhatAKubeletTakesForWell() {
    assertThat(Startup.lastRun(ran(90))).isEqualTo(Duration.ofSeconds(90));
    assertThat(Startup.lastRun(ran(86_400))).isEqualTo(Startup.WELL_AFTER);
    assertThat(Startup.lastRun(ran(-5))).isZero();
  }

  private static ContainerSnapshot ran(int seconds) {
    return Shapes.ran(
            Pods.started("lab-a", "shop", "api").crashLooping("app", "Error", 1, 2).build(),
            "app",
            T0,
            T0.plusSeconds(seconds))
        .getContainers()
        .get(0);
  }

  private static ContainerSnapshot sqlServer(String... variables) {
    return Pods.started("lab-a", "data", "sql")
        .image("mcr.microsoft.com/mssql/server:2022-latest")
        .crashLooping("app", "Error", 1, 2)
        .environment("app", variables)
        .build()
        .getContainers()
        .get(0);
  }
}
