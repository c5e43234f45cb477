package io.pulltriage.streams.topology.outbreak;

import static io.pulltriage.streams.topology.outbreak.Story.LIMITED;
import static io.pulltriage.streams.topology.outbreak.Story.NOT_FOUND;
import static io.pulltriage.streams.topology.outbreak.Story.PROXY;
import static io.pulltriage.streams.topology.outbreak.Story.REFUSED;
import static io.pulltriage.streams.topology.outbreak.Story.UNAUTHORIZED;
import static io.pulltriage.streams.topology.outbreak.Story.UNAVAILABLE;
import static io.pulltriage.streams.topology.outbreak.Story.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.Outbreak;
import org.junit.jupiter.api.Test;

/** Clusters of a few nodes, a handful of pods and a few minutes, through the whole topology. */
class SmallOutbreaksTest {

  private static final String ONE = "one.example/team/api:1";
  private static final String TWO = "two.example/team/web:2";

  @Test
  void shouldBlameARegistryThatFailsInTwoClusters() {
    Story.Ending ending =
        twoClusters()
            .fails(5, "a/n1", "api", ONE, UNAVAILABLE)
            .fails(8, "b/n1", "api", ONE, UNAVAILABLE)
            .pulls(20, "a/n1", TWO)
            .pulls(25, "b/n1", TWO)
            .until(240);

    assertThat(ending.outbreaks()).containsOnlyKeys("REGISTRY/one.example/REGISTRY_ERROR");
    assertThat(ending.outbreak("REGISTRY/one.example/REGISTRY_ERROR").getClusters())
        .containsExactly("a", "b");
    assertThat(ending.named().values()).containsOnly("REGISTRY/one.example/REGISTRY_ERROR");
  }

  @Test
  void shouldBlameARegistryThatLimitsTwoClusters() {
    Story.Ending ending =
        twoClusters()
            .fails(5, "a/n1", "api", ONE, LIMITED)
            .fails(65, "b/n2", "other", "one.example/team/other:1", LIMITED)
            .pulls(20, "a/n1", TWO)
            .until(240);

    assertThat(ending.outbreaks()).containsOnlyKeys("REGISTRY/one.example/RATE_LIMITED");
  }

  @Test
  void shouldBlameARegistryThatIsNotReachedFromTwoNodesOfOneCluster() {
    Story.Ending ending =
        twoClusters()
            .fails(5, "a/n1", "api", ONE, REFUSED)
            .fails(8, "a/n2", "other", "one.example/team/other:1", REFUSED)
            .pulls(20, "a/n1", TWO)
            .pulls(21, "a/n2", TWO)
            .until(240);

    assertThat(ending.outbreaks()).containsOnlyKeys("REGISTRY/one.example/CONNECTION_FAILED");
  }

  @Test
  void shouldBlameANodeWithoutAWayOut() {
    Story.Ending ending =
        twoClusters()
            .fails(5, "a/n2", "api", ONE, REFUSED)
            .fails(8, "a/n2", "web", TWO, REFUSED)
            .pulls(20, "a/n1", ONE)
            .pulls(21, "a/n1", TWO)
            .until(240);

    assertThat(ending.outbreaks()).containsOnlyKeys("NODE/a/n2/CONNECTION_FAILED");
    assertThat(ending.named().values()).containsOnly("NODE/a/n2/CONNECTION_FAILED");
  }

  @Test
  void shouldBlameAZoneThatIsCutOff() {
    Story.Ending ending =
        zones()
            .fails(5, "a/n1", "api", ONE, REFUSED)
            .fails(8, "a/n2", "web", TWO, REFUSED)
            .pulls(20, "a/n3", ONE)
            .pulls(21, "a/n4", TWO)
            .until(240);

    assertThat(ending.outbreaks()).containsOnlyKeys("ZONE/a/z1/CONNECTION_FAILED");
  }

  @Test
  void shouldBlameAClusterWhoseProxyIsDown() {
    Story.Ending ending =
        twoClusters()
            .fails(5, "a/n1", "api", ONE, PROXY)
            .fails(8, "a/n2", "web", TWO, PROXY)
            .fails(9, "a/n2", "api-2", "one.example/team/other:1", PROXY)
            .pulls(20, "b/n1", ONE)
            .pulls(21, "b/n2", TWO)
            .until(240);

    assertThat(ending.outbreaks()).containsOnlyKeys("CLUSTER/a/PROXY_FAILURE");
  }

  @Test
  void shouldBlameAnExpiredCredential() {
    Story.Ending ending =
        twoClusters()
            .secret("regcred")
            .fails(5, "a/n1", "api", ONE, UNAUTHORIZED)
            .fails(8, "a/n2", "other", "one.example/team/other:1", UNAUTHORIZED)
            .until(240);

    assertThat(ending.outbreaks()).containsOnlyKeys("CREDENTIAL/a/shop/regcred/UNAUTHENTICATED");
  }

  @Test
  void shouldBlameATagThatIsMissingInTwoClustersUntilBothAreWell() {
    Story story =
        twoClusters()
            .fails(5, "a/n1", "api", ONE, NOT_FOUND)
            .fails(65, "b/n1", "api", ONE, NOT_FOUND)
            .recovers(100, "a", "api")
            .recovers(300, "b", "api");
    String id = "IMAGE/" + ONE + "/TAG_NOT_FOUND";

    assertThat(story.until(70).open()).containsExactly(id);
    assertThat(story.until(290).open()).containsExactly(id);
    Outbreak over = story.until(420).outbreak(id);
    assertThat(over.getResolvedAt()).contains(at(300));
    assertThat(over.getClusters()).containsExactly("a", "b");
    assertThat(story.until(420).named().values()).containsOnly(id);
  }

  @Test
  void shouldMakeNothingOfUnrelatedFailures() {
    Story.Ending ending =
        twoClusters()
            .fails(5, "a/n1", "api", ONE, NOT_FOUND)
            .fails(6, "a/n1", "web", TWO, UNAUTHORIZED)
            .fails(7, "a/n2", "db", "three.example/team/db:3", REFUSED)
            .fails(8, "b/n1", "batch", "four.example/team/batch:4", UNAVAILABLE)
            .pulls(20, "a/n1", TWO)
            .pulls(21, "a/n2", TWO)
            .until(400);

    assertThat(ending.outbreaks()).isEmpty();
    assertThat(ending.named().values()).containsOnly("");
  }

  @Test
  void shouldTakeNodesOfOneZoneTogetherAndSaySo() {
    // Given
    Story story =
        zones()
            .fails(5, "a/n1", "api", ONE, REFUSED)
            .fails(8, "a/n1", "web", TWO, REFUSED)
            .fails(120, "a/n2", "api-2", ONE, REFUSED)
            .fails(121, "a/n2", "web-2", TWO, REFUSED);
    for (long second = 10; second < 400; second += 30) {
      story.pulls(second, "a/n3", ONE).pulls(second + 1, "a/n4", TWO);
    }
    assertThat(story.until(110).open()).containsExactly("NODE/a/n1/CONNECTION_FAILED");
    assertThat(story.until(110).named().values()).containsOnly("NODE/a/n1/CONNECTION_FAILED");

    // When
    Story.Ending ending = story.until(400);

    // Then
    assertThat(ending.open()).containsExactly("ZONE/a/z1/CONNECTION_FAILED");
    assertThat(ending.outbreak("ZONE/a/z1/CONNECTION_FAILED").getExplanation())
        .startsWith("4 pods of 4 workloads on 2 nodes fail in zone a/z1 with CONNECTION_FAILED")
        .contains("Of this, node a/n1");
    assertThat(ending.over()).contains("NODE/a/n1/CONNECTION_FAILED");
    assertThat(ending.outbreak("NODE/a/n1/CONNECTION_FAILED").getExplanation())
        .endsWith("It is part of the outbreak of zone a/z1 now.");
    assertThat(ending.named().values()).containsOnly("ZONE/a/z1/CONNECTION_FAILED");
  }

  private static Story twoClusters() {
    return new Story().cluster("a", "n1", "n2").cluster("b", "n1", "n2");
  }

  private static Story zones() {
    return new Story().cluster("a", "n1@z1", "n2@z1", "n3@z2", "n4@z2");
  }
}
