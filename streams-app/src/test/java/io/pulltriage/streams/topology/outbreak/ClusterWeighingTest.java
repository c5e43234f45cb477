package io.pulltriage.streams.topology.outbreak;

import static io.pulltriage.schemas.Cause.CONNECTION_FAILED;
import static io.pulltriage.schemas.Cause.CRASH_LOOP;
import static io.pulltriage.schemas.Cause.DISK_FULL;
import static io.pulltriage.schemas.Cause.DNS_FAILURE;
import static io.pulltriage.schemas.Cause.NETWORK_TIMEOUT;
import static io.pulltriage.schemas.Cause.NO_DETAIL;
import static io.pulltriage.schemas.Cause.PROXY_FAILURE;
import static io.pulltriage.schemas.Cause.PULL_STALLED;
import static io.pulltriage.schemas.Cause.RATE_LIMITED;
import static io.pulltriage.schemas.Cause.REGISTRY_ERROR;
import static io.pulltriage.schemas.Cause.START_FAILED;
import static io.pulltriage.schemas.Cause.TAG_NOT_FOUND;
import static io.pulltriage.schemas.Cause.UNAUTHENTICATED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The cases of the decision: what fails, what succeeds, and all that is blamed for it. */
class ClusterWeighingTest {

  private static final String A = "ghcr.io/team/api:1";
  private static final String B = "quay.io/team/web:1";
  private static final String C = "docker.io/team/cart:1";

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource
  void shouldBlameWhatExplainsTheFailuresAndNothingElse(
      String name, Scene scene, Set<String> expected) {
    assertThat(scene.blamed()).as(name).isEqualTo(expected);
  }

  static Stream<Arguments> shouldBlameWhatExplainsTheFailuresAndNothingElse() {
    return Stream.of(reach(), places(), mixtures(), others()).flatMap(cases -> cases);
  }

  private static Stream<Arguments> reach() {
    return Stream.of(
        of(
            "every registry fails from one cluster",
            fleet()
                .fails(NETWORK_TIMEOUT, "api", A, "n1")
                .fails(DNS_FAILURE, "web", B, "n2")
                .fails(CONNECTION_FAILED, "cart", C, "n3")
                .fails(NETWORK_TIMEOUT, "api", A, "n4"),
            "CLUSTER east"),
        of(
            "one registry fails for several nodes and serves none",
            fleet()
                .pulls(2, "quay.io", "n1", "n2", "n3")
                .fails(REGISTRY_ERROR, "api", A, "n1")
                .fails(REGISTRY_ERROR, "web", "ghcr.io/team/web:1", "n2"),
            "REGISTRY ghcr.io"),
        of(
            "a registry limits the rate",
            fleet()
                .pulls(2, "quay.io", "n1", "n2")
                .fails(RATE_LIMITED, "api", C, "n1")
                .fails(RATE_LIMITED, "web", C, "n2"),
            "REGISTRY docker.io"),
        of(
            "a registry fails for two of ten pulls",
            fleet()
                .pulls(4, "ghcr.io", "n3", "n4")
                .fails(REGISTRY_ERROR, "api", A, "n1")
                .fails(REGISTRY_ERROR, "web", A, "n2")),
        of(
            "two registries are broken and nothing else is pulled; neither place nor cluster",
            fleet()
                .ago(Duration.ofHours(1))
                .pulls(1, "docker.io", "n1", "n2")
                .ago(Duration.ofMinutes(3))
                .fails(CONNECTION_FAILED, "api", "gone.example/api:1", "n1")
                .fails(CONNECTION_FAILED, "api", "gone.example/api:1", "n2")
                .fails(DNS_FAILURE, "web", "lost.example/web:1", "n3"),
            "REGISTRY gone.example",
            "REGISTRY lost.example"));
  }

  private static Stream<Arguments> places() {
    return Stream.of(
        of(
            "one node has no way out, its registries serve the others",
            fleet()
                .pulls(3, "ghcr.io", "n2", "n3")
                .pulls(3, "quay.io", "n2", "n4")
                .fails(NETWORK_TIMEOUT, "api", A, "n1")
                .fails(DNS_FAILURE, "web", B, "n1"),
            "NODE east/n1"),
        of(
            "three nodes of one zone",
            zoned()
                .pulls(3, "ghcr.io", "b1", "b2")
                .fails(NETWORK_TIMEOUT, "api", A, "a1")
                .fails(NETWORK_TIMEOUT, "web", A, "a2")
                .fails(NETWORK_TIMEOUT, "cart", A, "a3"),
            "ZONE east/a"),
        of(
            "a whole zone, and a stray failure in another",
            zoned()
                .pulls(1, "ghcr.io", "b1")
                .fails(NETWORK_TIMEOUT, "api", A, "a1")
                .fails(NETWORK_TIMEOUT, "web", A, "a2")
                .fails(NETWORK_TIMEOUT, "cart", A, "a3")
                .fails(NETWORK_TIMEOUT, "pay", B, "a3")
                .fails(NETWORK_TIMEOUT, "mail", C, "b2"),
            "REGISTRY docker.io",
            "ZONE east/a"),
        of(
            "nodes without zones that fail together",
            fleet()
                .fails(NETWORK_TIMEOUT, "api", A, "n1")
                .fails(NETWORK_TIMEOUT, "api", A, "n2")
                .fails(NETWORK_TIMEOUT, "web", B, "n2"),
            "CLUSTER east"),
        of(
            "the only node of a cluster",
            new Scene()
                .fails(NETWORK_TIMEOUT, "api", A, "n1")
                .fails(NETWORK_TIMEOUT, "web", B, "n1"),
            "NODE east/n1"),
        of(
            "the proxy of a cluster's only node, of which one registry is asked",
            new Scene().fails(PROXY_FAILURE, "api", A, "n1").fails(PROXY_FAILURE, "web", A, "n1"),
            "NODE east/n1"),
        of(
            "pulls of several registries that wait behind one",
            new Scene()
                .fails(PULL_STALLED, "llm", A, "n1")
                .ago(Duration.ofSeconds(150))
                .fails(PULL_STALLED, "web", B, "n1")
                .fails(PULL_STALLED, "cart", C, "n1"),
            "REGISTRY ghcr.io"),
        of(
            "queues of two nodes behind pulls of one registry",
            fleet()
                .fails(PULL_STALLED, "api", A, "n1")
                .fails(PULL_STALLED, "llm", "ghcr.io/team/llm:1", "n2")
                .ago(Duration.ofSeconds(150))
                .fails(PULL_STALLED, "web", B, "n1")
                .fails(PULL_STALLED, "cart", B, "n2"),
            "REGISTRY ghcr.io"),
        of(
            "pulls that hang on a node that pulls others meanwhile",
            fleet()
                .fails(PULL_STALLED, "api", A, "n1")
                .fails(PULL_STALLED, "llm", "ghcr.io/team/llm:1", "n1")
                .ago(Duration.ofSeconds(100))
                .pulls(3, "quay.io", "n1"),
            "REGISTRY ghcr.io"),
        of(
            "a lookup that fails and a pull that hangs",
            fleet().fails(DNS_FAILURE, "api", A, "n1").fails(PULL_STALLED, "web", B, "n1"),
            "REGISTRY ghcr.io",
            "REGISTRY quay.io"),
        of(
            "a proxy before several nodes, of which one registry is asked",
            fleet().fails(PROXY_FAILURE, "api", A, "n1").fails(PROXY_FAILURE, "web", A, "n2"),
            "CLUSTER east"),
        of(
            "a proxy that one node alone does not reach",
            fleet()
                .pulls(2, "ghcr.io", "n2", "n3")
                .fails(PROXY_FAILURE, "api", A, "n1")
                .fails(PROXY_FAILURE, "web", A, "n1"),
            "NODE east/n1"),
        of(
            "a full disk on the only node of a cluster",
            new Scene().fails(DISK_FULL, "api", A, "n1").fails(DISK_FULL, "web", B, "n1"),
            "NODE east/n1"),
        of(
            "the only node of a cluster, and one registry",
            new Scene()
                .fails(NETWORK_TIMEOUT, "api", A, "n1")
                .fails(NETWORK_TIMEOUT, "web", A, "n1"),
            "REGISTRY ghcr.io"),
        of(
            "a full disk",
            fleet().fails(DISK_FULL, "api", A, "n1").fails(DISK_FULL, "web", B, "n1"),
            "NODE east/n1"),
        of("a full disk that one workload met", fleet().fails(DISK_FULL, "api", A, "n1")),
        of(
            "full disks on most nodes",
            fleet()
                .fails(DISK_FULL, "api", A, "n1")
                .fails(DISK_FULL, "api", A, "n2")
                .fails(DISK_FULL, "web", B, "n3"),
            "CLUSTER east"),
        of(
            "full disks on most nodes of a zone",
            zoned().fails(DISK_FULL, "api", A, "a1").fails(DISK_FULL, "web", A, "a2"),
            "ZONE east/a"),
        of(
            "one workload that does not start on any node, while others pull",
            zoned()
                .pulls(1, "ghcr.io", "b3")
                .fails(START_FAILED, "agent", A, "a1")
                .fails(START_FAILED, "agent", A, "a2")
                .fails(START_FAILED, "agent", A, "a3")
                .fails(START_FAILED, "agent", A, "b1")));
  }

  private static Stream<Arguments> mixtures() {
    return Stream.of(
        of(
            "a failure that is old, while others pull, and a node that lost its way out",
            fleet()
                .ago(Duration.ofHours(2))
                .fails(DNS_FAILURE, "old", "lost.example/old:1", "n1")
                .ago(Duration.ofHours(1))
                .pulls(5, "ghcr.io", "n1", "n2")
                .ago(Duration.ofMinutes(3))
                .pulls(3, "ghcr.io", "n2")
                .fails(NETWORK_TIMEOUT, "api", A, "n1")
                .fails(NETWORK_TIMEOUT, "web", A, "n1"),
            "NODE east/n1",
            "REGISTRY lost.example"),
        of(
            "a node without a way out while one of its registries is down for all",
            fleet()
                .pulls(3, "quay.io", "n2", "n3")
                .fails(NETWORK_TIMEOUT, "api", A, "n2")
                .fails(NETWORK_TIMEOUT, "web", A, "n3")
                .fails(NETWORK_TIMEOUT, "cart", A, "n1")
                .fails(NETWORK_TIMEOUT, "pay", B, "n1")
                .fails(NETWORK_TIMEOUT, "mail", B, "n1"),
            "NODE east/n1",
            "REGISTRY ghcr.io"),
        of(
            "failures that have only just begun",
            fleet()
                .ago(Duration.ofSeconds(30))
                .fails(NETWORK_TIMEOUT, "api", A, "n1")
                .fails(NETWORK_TIMEOUT, "web", B, "n2")),
        of("no detail", fleet().fails(NO_DETAIL, "api", A, "n1").fails(NO_DETAIL, "web", A, "n1")),
        of(
            "facts ahead of time",
            fleet()
                .ago(Duration.ofSeconds(-20))
                .fails(NETWORK_TIMEOUT, "api", A, "n1")
                .fails(NETWORK_TIMEOUT, "web", A, "n1")));
  }

  private static Stream<Arguments> others() {
    return Stream.of(
        of(
            "a tag that is missing",
            fleet().fails(TAG_NOT_FOUND, "api", A, "n1").fails(TAG_NOT_FOUND, "web", A, "n2"),
            "IMAGE ghcr.io/team/api:1"),
        of(
            "a release that crashes",
            fleet().runs(2, A).fails(CRASH_LOOP, "api", A, "n1"),
            "IMAGE ghcr.io/team/api:1"),
        of(
            "a secret of two workloads",
            fleet()
                .secret("regcred")
                .fails(UNAUTHENTICATED, "api", A, "n1")
                .fails(UNAUTHENTICATED, "web", A, "n2"),
            "CREDENTIAL east/shop/regcred"),
        of(
            "a registry that refuses everybody, who name no secret",
            fleet().fails(UNAUTHENTICATED, "api", A, "n1").fails(UNAUTHENTICATED, "web", A, "n2"),
            "REGISTRY ghcr.io"),
        of(
            "a registry that refuses one and serves many",
            fleet().pulls(3, "ghcr.io", "n1", "n2").fails(UNAUTHENTICATED, "api", A, "n1")));
  }

  @Test
  void shouldCountWhatSpeaksForAndAgainstTheBlame() {
    // Given
    Scene scene =
        fleet()
            .pulls(3, "ghcr.io", "n2", "n3")
            .fails(NETWORK_TIMEOUT, "api", A, "n1")
            .fails(DNS_FAILURE, "web", B, "n1");

    // When
    Blame blame = scene.blames().values().iterator().next();

    // Then
    assertThat(blame.pods()).isEqualTo(2);
    assertThat(blame.healthy()).isZero();
    assertThat(blame.healthyBeside()).isEqualTo(6);
  }

  private static Arguments of(String name, Scene scene, String... blamed) {
    return arguments(name, scene, Set.of(blamed));
  }

  private static Scene fleet() {
    return new Scene().zone("", "n1", "n2", "n3", "n4");
  }

  private static Scene zoned() {
    return new Scene().zone("a", "a1", "a2", "a3").zone("b", "b1", "b2", "b3");
  }
}
