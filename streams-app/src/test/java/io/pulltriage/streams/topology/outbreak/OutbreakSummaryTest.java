package io.pulltriage.streams.topology.outbreak;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.IncidentStatus;
import io.pulltriage.schemas.Outbreak;
import io.pulltriage.schemas.OutbreakScope;
import io.pulltriage.schemas.internal.ScopeShare;
import io.pulltriage.streams.config.OutbreakConfig;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
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
    assertThat(summary.of(List.of(image("east", 1)), Optional.empty())).isEmpty();
  }

  @Test
  void shouldBeOneForTwoWorkloadsOfOneCluster() {
    assertThat(summary.of(List.of(image("east", 2)), Optional.empty())).isPresent();
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

  private static List<ScopeShare> wide(int clusters, int nodes, String name) {
    List<ScopeShare> shares = new ArrayList<>();
    for (int i = 0; i < clusters; i++) {
      String cluster = "cluster-" + i;
      List<String> own =
          IntStream.range(0, nodes).mapToObj(n -> cluster + '/' + name.formatted(n)).toList();
      shares.add(ScopeShare.newBuilder(image(cluster, 1)).setNodes(own).build());
    }
    return shares;
  }

  @Test
  void shouldNotBlameAReleaseThatRunsWellForMostOfThoseWhoUseIt() {
    // Given
    ScopeShare crashing =
        ScopeShare.newBuilder(image("east", 2)).setCauses(Map.of("CRASH_LOOP", 2)).build();

    // Then
    assertThat(summary.of(List.of(crashing), Optional.empty())).isPresent();
    assertThat(
            summary.of(
                List.of(ScopeShare.newBuilder(crashing).setHealthy(9).build()), Optional.empty()))
        .isEmpty();
  }

  @Test
  void shouldStayOpenUntilEveryClusterHasSettled() {
    // Given
    ScopeShare ended = ended("east", false);
    Outbreak before = open(List.of(image("east", 1), image("west", 1)));

    // When
    Outbreak oneLeft = next(before, List.of(ended("east", true), image("west", 1)));
    Outbreak unsettled = next(before, List.of(ended, ended("west", true)));
    Outbreak over = next(before, List.of(ended("east", true), ended("west", true)));

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
    ScopeShare node = place(OutbreakScope.NODE, "east/n1");
    Outbreak before = open(List.of(node));

    // When
    Outbreak after =
        next(
            before,
            List.of(
                ScopeShare.newBuilder(node)
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
    ScopeShare again =
        ScopeShare.newBuilder(image("west", 2)).setSince(later).setLastFailure(later).build();

    // When
    Outbreak outbreak = open(List.of(ended("east", true), again));

    // Then
    assertThat(outbreak.getClusters()).containsExactly("west");
    assertThat(outbreak.getFirstSeen()).isEqualTo(later);
  }

  @Property(tries = 100)
  void shouldNotDependOnTheOrderOfTheShares(@ForAll Random random) {
    // Given
    List<ScopeShare> shares = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      ScopeShare share = random.nextBoolean() ? image("c" + i, 1) : ended("c" + i, true);
      Instant since = START.plusSeconds(random.nextInt(200));
      shares.add(ScopeShare.newBuilder(share).setSince(since).build());
    }
    Optional<Outbreak> expected = summary.of(shares, Optional.empty());

    // When
    Collections.shuffle(shares, random);

    // Then
    assertThat(summary.of(shares, Optional.empty())).isEqualTo(expected);
  }

  private Outbreak open(List<ScopeShare> shares) {
    return summary.of(shares, Optional.empty()).orElseThrow();
  }

  private Outbreak next(Outbreak before, List<ScopeShare> shares) {
    return summary.of(shares, Optional.of(before)).orElseThrow();
  }

  private static ScopeShare ended(String cluster, boolean settled) {
    return ScopeShare.newBuilder(image(cluster, 1))
        .setFailingPods(0)
        .setEndedAt(START.plusSeconds(300))
        .setSettled(settled)
        .build();
  }

  private static ScopeShare image(String cluster, int workloads) {
    return ScopeShare.newBuilder(place(OutbreakScope.IMAGE, IMAGE))
        .setCluster(cluster)
        .setCauses(Map.of("TAG_NOT_FOUND", 2))
        .setWorkloads(workloads)
        .build();
  }

  private static ScopeShare place(OutbreakScope scope, String key) {
    return ScopeShare.newBuilder()
        .setCluster("east")
        .setScope(scope)
        .setKey(key)
        .setCauses(Map.of("NETWORK_TIMEOUT", 2))
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
