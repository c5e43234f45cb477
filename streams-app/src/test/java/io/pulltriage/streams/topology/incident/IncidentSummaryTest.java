package io.pulltriage.streams.topology.incident;

import static io.pulltriage.streams.topology.incident.Finds.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Confidence;
import io.pulltriage.schemas.ImageReferences;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.IncidentStatus;
import io.pulltriage.schemas.Records;
import io.pulltriage.schemas.Resolution;
import io.pulltriage.schemas.internal.PodFinding;
import io.pulltriage.streams.config.IncidentConfig;
import io.pulltriage.streams.topology.Knowledge;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class IncidentSummaryTest {

  private static final Knowledge KNOWLEDGE = Knowledge.bundled();
  private static final IncidentNarrative NARRATIVE = new IncidentNarrative(KNOWLEDGE);
  private static final IncidentConfig CONFIG =
      new IncidentConfig(Duration.ofSeconds(60), Duration.ofDays(1), Duration.ofMinutes(1));

  @Property(tries = 300)
  void shouldBeTheSameIncidentInAnyOrderOfFindings(
      @ForAll("findings") List<PodFinding> findings, @ForAll long seed) {
    // Given
    List<PodFinding> shuffled = new ArrayList<>(findings);
    Collections.shuffle(shuffled, new Random(seed));
    Instant now = T0.plusSeconds(400);

    // When
    IncidentSummary one = IncidentSummary.of("id", findings, CONFIG, now);
    IncidentSummary other = IncidentSummary.of("id", shuffled, CONFIG, now);

    // Then
    assertThat(Records.equal(told(other), told(one))).isTrue();
    assertThat(other.significance(null)).isEqualTo(one.significance(null));
    assertThat(other.due()).isEqualTo(one.due());
    assertThat(other.stretch().earlier())
        .extracting(PodFinding::getPodUid)
        .isEqualTo(one.stretch().earlier().stream().map(PodFinding::getPodUid).toList());
  }

  @Property(tries = 300)
  void shouldBeTheSameWithoutWhatIsObsolete(@ForAll("findings") List<PodFinding> findings) {
    Instant now = T0.plusSeconds(400);
    IncidentSummary all = IncidentSummary.of("id", findings, CONFIG, now);
    List<String> obsolete = all.stretch().earlier().stream().map(PodFinding::getPodUid).toList();
    List<PodFinding> kept =
        findings.stream().filter(finding -> !obsolete.contains(finding.getPodUid())).toList();

    assertThat(Records.equal(told(IncidentSummary.of("id", kept, CONFIG, now)), told(all)))
        .isTrue();
  }

  @Test
  void shouldBeOpenWhileAPodFails() {
    IncidentSummary result =
        at(9_000, Finds.ended(1, 0, 10, Resolution.RECOVERED), Finds.failing(2, 5));

    assertThat(told(result).getStatus()).isEqualTo(IncidentStatus.OPEN);
    assertThat(told(result).getAffectedPods()).isEqualTo(2);
    assertThat(told(result).getFailingPods()).isEqualTo(1);
    assertThat(told(result).getPodNames()).containsExactly("api-1", "api-2");
    assertThat(result.due()).isEmpty();
  }

  @Test
  void shouldBeResolvedAHoldDownAfterTheLastPodAndNotBefore() {
    PodFinding.Builder ended = Finds.ended(1, 0, 10, Resolution.RECOVERED);

    IncidentSummary before = at(69, ended);
    IncidentSummary after = at(70, ended);

    assertThat(told(before).getStatus()).isEqualTo(IncidentStatus.OPEN);
    assertThat(told(before).getResolvedAt()).isEmpty();
    assertThat(before.due()).contains(T0.plusSeconds(70));
    assertThat(told(after).getStatus()).isEqualTo(IncidentStatus.RESOLVED);
    assertThat(told(after).getResolution()).contains(Resolution.RECOVERED);
    assertThat(told(after).getResolvedAt()).contains(T0.plusSeconds(10));
    assertThat(after.significance(null)).isNotEqualTo(before.significance(null));
    assertThat(after.due()).contains(T0.plusSeconds(10).plus(Duration.ofDays(1)));
  }

  @Test
  void shouldOpenAgainWithoutThePodsOfTheTimeBefore() {
    Incident incident =
        told(at(600, Finds.ended(1, 0, 10, Resolution.RECOVERED), Finds.failing(2, 500)));

    assertThat(incident.getStatus()).isEqualTo(IncidentStatus.OPEN);
    assertThat(incident.getFirstSeen()).isEqualTo(T0.plusSeconds(500));
    assertThat(incident.getPodNames()).containsExactly("api-2");
  }

  @Test
  void shouldNameTwentyPodsAtMost() {
    PodFinding.Builder[] many =
        IntStream.range(0, 30)
            .mapToObj(i -> Finds.failing(i, i))
            .toArray(PodFinding.Builder[]::new);

    Incident incident = told(at(60, many));

    assertThat(incident.getAffectedPods()).isEqualTo(30);
    assertThat(incident.getPodNames()).hasSize(20).isSorted();
  }

  @Test
  void shouldSumUpNodesZonesAndOccurrences() {
    Incident incident =
        told(
            at(
                60,
                Finds.failing(1, 0).setNode("a2").setZone("z2").setPlatform("linux/amd64"),
                Finds.failing(2, 5).setNode("a1").setZone("z1").setOccurrences(4),
                Finds.failing(3, 9).setNode("a1")));

    assertThat(incident.getNodes()).containsExactly("a1", "a2");
    assertThat(incident.getZones()).containsExactly("z1", "z2");
    assertThat(incident.getPlatforms()).containsExactly("linux/amd64");
    assertThat(incident.getOccurrences()).isEqualTo(6);
    assertThat(incident.getFirstSeen()).isEqualTo(T0);
    assertThat(incident.getLastSeen()).isEqualTo(T0.plusSeconds(9));
  }

  @Test
  void shouldTellOfSqlServersEditions() {
    Incident incident =
        told(
            at(
                60,
                Finds.failing(1, 0)
                    .setImage(ImageReferences.parse("mcr.microsoft.com/mssql/server:express"))));

    assertThat(incident.getTitle()).endsWith(": mcr.microsoft.com/mssql/server:express");
    assertThat(incident.getExplanation()).contains("MSSQL_PID");
    assertThat(incident.getRemediation().get(0)).contains("MSSQL_PID=Express");
  }

  @Test
  void shouldNameWhatElseItMayBeOnlyWhereThatIsOpen() {
    PodFinding.Builder finding =
        Finds.failing(1, 0)
            .setCause(Cause.NOT_FOUND_OR_PRIVATE)
            .setAlternatives(List.of(Cause.UNAUTHENTICATED));

    assertThat(told(at(60, finding.setConfidence(Confidence.AMBIGUOUS))).getExplanation())
        .contains("What is known also fits: ");
    assertThat(told(at(60, finding.setConfidence(Confidence.CERTAIN))).getExplanation())
        .doesNotContain("What is known also fits");
  }

  @Test
  void shouldCallAStartUpFailureByItsContainer() {
    assertThat(told(at(60, Finds.startup(1, Cause.CRASH_LOOP))).getTitle())
        .endsWith(": Deployment api, container app");
  }

  @Provide
  Arbitrary<List<PodFinding>> findings() {
    Arbitrary<PodFinding> finding =
        Combinators.combine(
                Arbitraries.integers().between(0, 999),
                Arbitraries.integers().between(0, 300),
                Arbitraries.integers().between(0, 200),
                Arbitraries.of(Resolution.class),
                Arbitraries.of(
                    Cause.NO_DETAIL, Cause.DNS_FAILURE, Cause.TAG_NOT_FOUND, Cause.UNAUTHENTICATED),
                Arbitraries.of(Confidence.class))
            .as(
                (pod, since, lasted, resolution, cause, confidence) ->
                    (lasted > 150
                            ? Finds.failing(pod, since)
                            : Finds.ended(pod, since, since + lasted, resolution))
                        .setCause(cause)
                        .setConfidence(confidence)
                        .setEvidence(List.of(Finds.event("rule-" + pod % 3, "pod " + pod, since)))
                        .build());
    return finding.list().ofMinSize(1).ofMaxSize(8).uniqueElements(PodFinding::getPodUid);
  }

  private static IncidentSummary at(int second, PodFinding.Builder... findings) {
    return IncidentSummary.of(
        "id",
        List.of(findings).stream().map(PodFinding.Builder::build).toList(),
        CONFIG,
        T0.plusSeconds(second));
  }

  private static Incident told(IncidentSummary summary) {
    return summary.incident(NARRATIVE, "1", null, null, 1);
  }
}
