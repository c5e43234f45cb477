package io.pulltriage.streams.topology.outbreak;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Confidence;
import io.pulltriage.schemas.IncidentStatus;
import io.pulltriage.schemas.Outbreak;
import io.pulltriage.schemas.OutbreakScope;
import io.pulltriage.schemas.internal.Contribution;
import io.pulltriage.streams.config.OutbreakConfig;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class OutbreakSummaryTest {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final String IMAGE = "docker.io/team/api:1.4.22";

  private final OutbreakSummary summary = new OutbreakSummary(OutbreakConfig.defaults());

  @Test
  void shouldBeNoneForOneWorkloadOfOneCluster() {
    assertThat(summary.of(List.of(image("east", 1)))).isEmpty();
  }

  @Test
  void shouldBeOneForTwoWorkloadsOfOneCluster() {
    assertThat(summary.of(List.of(image("east", 2)))).isPresent();
  }

  @Test
  void shouldBeOneForTwoClusters() {
    // When
    Outbreak outbreak = open(List.of(image("east", 1), image("west", 1)));

    // Then
    assertThat(outbreak.getId()).isEqualTo("IMAGE/" + IMAGE + "/TAG_NOT_FOUND");
    assertThat(outbreak.getClusters()).containsExactly("east", "west");
    assertThat(outbreak.getFailingPods()).isEqualTo(4);
  }

  @Test
  void shouldNameAllNodesOfAThousandClustersOfTen() {
    Outbreak outbreak = open(wide(1000, 10, "node-%d.example"));

    assertThat(outbreak.getClusters()).hasSize(1000);
    assertThat(outbreak.getNodes()).hasSize(10_000);
  }

  @Test
  void shouldFitInARecordHoweverManyNodesItReached() throws IOException {
    Outbreak outbreak = open(wide(1000, 40, "node-%d." + "long.".repeat(40) + "example"));

    assertThat(Outbreak.getEncoder().encode(outbreak).remaining()).isLessThan(1_000_000);
    assertThat(outbreak.getClusters()).hasSize(1000);
    assertThat(outbreak.getExplanation()).contains("40000 nodes of 1000 clusters");
  }

  private static List<Contribution> wide(int clusters, int nodes, String name) {
    List<Contribution> contributions = new ArrayList<>();
    for (int i = 0; i < clusters; i++) {
      String cluster = "cluster-" + i;
      List<String> own =
          IntStream.range(0, nodes).mapToObj(n -> cluster + '/' + name.formatted(n)).toList();
      contributions.add(Contribution.newBuilder(image(cluster, 1)).setNodes(own).build());
    }
    return contributions;
  }

  @Test
  void shouldNotBlameAReleaseThatRunsWellForMostOfThoseWhoUseIt() {
    // Given
    Contribution crashing =
        Contribution.newBuilder(image("east", 2)).setCause(Cause.CRASH_LOOP).build();

    // Then
    Outbreak outbreak = open(List.of(Contribution.newBuilder(crashing).setProven(true).build()));
    assertThat(outbreak.getConfidence()).isEqualTo(Confidence.LIKELY);
    assertThat(summary.of(List.of(crashing))).isEmpty();
  }

  @Test
  void shouldStayOpenUntilEveryClusterHasSettled() {
    // Given
    Contribution ended = ended("east", false);

    // When
    Outbreak oneLeft = open(List.of(ended("east", true), image("west", 1)));
    Outbreak unsettled = open(List.of(ended, ended("west", true)));
    Outbreak over = open(List.of(ended("east", true), ended("west", true)));

    // Then
    assertThat(oneLeft.getStatus()).isEqualTo(IncidentStatus.OPEN);
    assertThat(oneLeft.getClusters()).containsExactly("east", "west");
    assertThat(unsettled.getStatus()).isEqualTo(IncidentStatus.OPEN);
    assertThat(over.getStatus()).isEqualTo(IncidentStatus.RESOLVED);
    assertThat(over.getResolvedAt()).contains(START.plusSeconds(300));
  }

  @Test
  void shouldEndAtOnceAsPartOfAWiderOneAndSaySo() {
    // Given
    Contribution node = place(OutbreakScope.NODE, "east/n1");

    // When
    Outbreak after =
        open(
            List.of(
                Contribution.newBuilder(node)
                    .setEndedAt(START.plusSeconds(60))
                    .setPartOf("ZONE/east/a/NETWORK")
                    .build()));

    // Then
    assertThat(after.getStatus()).isEqualTo(IncidentStatus.RESOLVED);
    assertThat(after.getExplanation()).endsWith("It is part of the outbreak of zone east/a now.");
  }

  @Test
  void shouldCountOnlyTheNewestOfTwoStretches() {
    // Given
    Instant later = START.plusSeconds(3600);
    Contribution again =
        Contribution.newBuilder(image("west", 2)).setSince(later).setLastFailure(later).build();

    // When
    Outbreak outbreak = open(List.of(ended("east", true), again));

    // Then
    assertThat(outbreak.getClusters()).containsExactly("west");
    assertThat(outbreak.getFirstSeen()).isEqualTo(later);
  }

  @Property(tries = 100)
  void shouldNotDependOnTheOrderOfTheContributions(@ForAll Random random) {
    // Given
    List<Contribution> contributions = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Contribution contribution = random.nextBoolean() ? image("c" + i, 1) : ended("c" + i, true);
      Instant since = START.plusSeconds(random.nextInt(200));
      contributions.add(Contribution.newBuilder(contribution).setSince(since).build());
    }
    Optional<OutbreakSummary.Result> expected = summary.of(contributions);

    // When
    Collections.shuffle(contributions, random);

    // Then
    assertThat(summary.of(contributions)).isEqualTo(expected);
  }

  private Outbreak open(List<Contribution> contributions) {
    return summary.of(contributions).orElseThrow().outbreak();
  }

  private static Contribution ended(String cluster, boolean settled) {
    return Contribution.newBuilder(image(cluster, 1))
        .setFailingPods(0)
        .setEndedAt(START.plusSeconds(300))
        .setSettled(settled)
        .build();
  }

  private static Contribution image(String cluster, int workloads) {
    return Contribution.newBuilder(place(OutbreakScope.IMAGE, IMAGE))
        .setCluster(cluster)
        .setCause(Cause.TAG_NOT_FOUND)
        .setWorkloads(workloads)
        .build();
  }

  private static Contribution place(OutbreakScope scope, String key) {
    return Contribution.newBuilder()
        .setCluster("east")
        .setScope(scope)
        .setKey(key)
        .setOpenedAt(START)
        .setCause(Cause.NETWORK_TIMEOUT)
        .setSince(START)
        .setLastFailure(START)
        .setWorkloads(2)
        .setFailingPods(2)
        .setHealthy(0)
        .setHealthyBeside(5)
        .setNodes(List.of("east/n1"))
        .setIncidents(1)
        .setIncidentIds(List.of("incident"))
        .build();
  }
}
