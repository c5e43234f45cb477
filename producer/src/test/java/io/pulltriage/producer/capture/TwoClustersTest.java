package io.pulltriage.producer.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.producer.publish.Publication;
import io.pulltriage.producer.publish.Publication.Kind;
import io.pulltriage.schemas.ClusterStatus;
import io.pulltriage.schemas.ImageReferences;
import io.pulltriage.schemas.ImageUsage;
import io.pulltriage.schemas.PodEvent;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.Records;
import io.pulltriage.schemas.Successor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** What is published of two real clusters with known troubles. */
class TwoClustersTest {

  private static final Captures CAPTURE = Captures.feed(Captures.TWO_CLUSTERS);

  @Test
  void shouldUseAllOfIt() {
    assertThat(CAPTURE.problems()).isEmpty();
    assertThat(CAPTURE.summary().problems()).isZero();
    assertThat(CAPTURE.summary().clusters()).containsExactly("lab-a", "lab-b");
    assertThat(CAPTURE.summary().facts()).isEqualTo(1915 + 738);
    assertThat(CAPTURE.summary().end()).isEqualTo("2026-11-22T19:36:10Z");
  }

  @Test
  void shouldPublishSoMuchOfEachKind() {
    Map<Kind, Long> published = CAPTURE.summary().publications();

    // All of the kubelets' events about images; of pods and images what changes; three nodes.
    assertThat(published.get(Kind.POD_EVENT)).isEqualTo(1752);
    assertThat(published.get(Kind.NODE)).isEqualTo(3);
    assertThat(published.get(Kind.POD)).isBetween(450L, 520L);
    assertThat(published.get(Kind.IMAGE)).isBetween(6L, 20L);
    assertThat(published.get(Kind.CLUSTER)).isBetween(95L, 110L);
  }

  @Test
  void shouldCountTheEventsThatItSkips() {
    assertThat(CAPTURE.summary().skippedEvents())
        .containsEntry("Scheduled", 50L)
        .containsEntry("Created", 48L)
        .doesNotContainKeys("Failed", "BackOff", "Pulling", "Pulled");
  }

  @Test
  void shouldNeverPublishAPodOfAHealthyWorkload() {
    assertThat(workloads())
        .doesNotContain(
            "lab-a/shop/Deployment/api",
            "lab-a/shop/Deployment/nginx-ok",
            "lab-a/data/Deployment/mssql-good",
            "lab-b/shop/Deployment/api",
            "lab-b/shop/Deployment/nginx-ok");
  }

  @Test
  void shouldPublishPodsOfEveryWorkloadInTrouble() {
    assertThat(workloads())
        .contains(
            "lab-a/data/Deployment/mssql-no-eula",
            "lab-a/shop/Deployment/registry-hangs",
            "lab-a/shop/Deployment/init-missing",
            "lab-b/shop/StatefulSet/sts-typo",
            "lab-b/shop/DaemonSet/ds-denied",
            "lab-b/shop/Job/job-missing",
            "lab-b/shop/CronJob/cron-missing",
            "lab-b/shop/Pod/bare-pod")
        .hasSize(40);
  }

  @Test
  void shouldTellByWhatARolloutReplacedItsPods() {
    assertThat(lastSuccessors("lab-a", "typo-tag"))
        .hasSize(2)
        .allSatisfy(
            successors ->
                assertThat(successors)
                    .containsExactly(
                        new Successor("app", "docker.io/team/api:1.4.2", true, Map.of())));
  }

  @Test
  void shouldNameNoSuccessorOfWhatWasDeletedOrScaledToNone() {
    assertThat(lastSuccessors("lab-a", "dns")).containsExactly(List.of());
    assertThat(lastSuccessors("lab-a", "mssql-express-repo")).containsExactly(List.of());
    assertThat(lastSuccessors("lab-b", "typo-tag")).containsExactly(List.of(), List.of());
    assertThat(lastSuccessors("lab-b", "bare-pod")).containsExactly(List.of());
  }

  @Test
  void shouldTellWhereImagesRunByWhatTheirPodsAskFor() {
    Map<String, ImageUsage> usages =
        CAPTURE
            .values(Kind.IMAGE, ImageUsage.class)
            .collect(
                Collectors.toMap(
                    usage ->
                        usage.getCluster() + ' ' + ImageReferences.normalized(usage.getImage()),
                    usage -> usage,
                    (one, other) -> other));

    // All of these run from a local image that the runtime calls nginx:1.27.
    assertThat(usages)
        .hasEntrySatisfying(
            "lab-a docker.io/team/api:1.4.2",
            usage -> {
              assertThat(usage.getNodes()).containsExactly("a1");
              assertThat(usage.getPlatforms()).containsExactly("linux/amd64");
            })
        .hasEntrySatisfying(
            "lab-b docker.io/library/nginx:1.27",
            usage -> assertThat(usage.getRunningContainers()).isEqualTo(1));
    assertThat(usages.keySet()).noneMatch(key -> key.contains("1.4.22"));
  }

  @Test
  void shouldLetNoClustersTimeGoBack() {
    Map<String, Instant> newest = new HashMap<>();
    for (Publication publication : CAPTURE.publications()) {
      String cluster = publication.key().split("/", 2)[0];
      assertThat(publication.time()).isAfterOrEqualTo(newest.getOrDefault(cluster, Instant.EPOCH));
      newest.put(cluster, publication.time());
    }
  }

  @Test
  void shouldPublishAllFactsOfATimeBeforeAHeartbeatSaysSo() {
    Map<String, Instant> promised = new HashMap<>();
    for (Publication publication : CAPTURE.publications()) {
      String cluster = publication.key().split("/", 2)[0];
      if (publication.value() instanceof ClusterStatus status) {
        promised.put(cluster, status.getObservedAt());
      } else {
        assertThat(publication.time()).isAfter(promised.getOrDefault(cluster, Instant.EPOCH));
      }
    }
    assertThat(promised.values()).containsOnly(Instant.parse("2026-11-22T19:36:10Z"));
  }

  @Test
  void shouldCountTheShapesOfAPod() {
    Map<String, PodSnapshot> newest = new HashMap<>();
    CAPTURE
        .values(Kind.POD, PodSnapshot.class)
        .forEach(
            pod -> {
              PodSnapshot before = newest.put(pod.getUid(), pod);
              if (before != null) {
                assertThat(pod.getRevision()).isGreaterThan(before.getRevision());
                assertThat(pod.getObservedAt()).isAfterOrEqualTo(before.getObservedAt());
              }
            });
  }

  @Test
  void shouldPublishEventsWithTheirOwnTimes() {
    assertThat(CAPTURE.values(Kind.POD_EVENT, PodEvent.class))
        .allMatch(event -> !event.getLastSeen().isBefore(event.getFirstSeen()))
        .allMatch(event -> event.getCount() >= 1)
        .allMatch(event -> event.getContainer().isPresent() == !isAboutThePod(event));
  }

  @Test
  void shouldPublishNoValueOfAnEnvironmentVariable() throws IOException {
    Set<String> secrets = secretsInTheCapture();
    StringBuilder published = new StringBuilder();
    for (Publication publication : CAPTURE.publications()) {
      if (publication.value() != null) {
        published.append(
            new String(Records.content(publication.value()), StandardCharsets.ISO_8859_1));
      }
    }

    assertThat(secrets).isNotEmpty();
    for (String secret : secrets) {
      assertThat(published.indexOf(secret)).as(secret).isNegative();
    }
  }

  @Test
  void shouldPublishTheSameAgain() {
    Captures again = Captures.feed(Captures.TWO_CLUSTERS);

    assertThat(again.publications().stream().map(TwoClustersTest::text))
        .containsExactlyElementsOf(
            CAPTURE.publications().stream().map(TwoClustersTest::text).toList());
  }

  private static boolean isAboutThePod(PodEvent event) {
    return event.getReason().equals("FailedToRetrieveImagePullSecret");
  }

  private static String text(Publication publication) {
    return publication.time()
        + " "
        + publication.kind()
        + " "
        + publication.key()
        + " "
        + publication.value();
  }

  private static Set<String> workloads() {
    return CAPTURE
        .values(Kind.POD, PodSnapshot.class)
        .map(
            pod ->
                String.join(
                    "/",
                    pod.getCluster(),
                    pod.getNamespace(),
                    pod.getWorkload().getKind(),
                    pod.getWorkload().getName()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Of each pod of the workload that has gone, what its last snapshot says took its place. */
  private static List<List<Successor>> lastSuccessors(String cluster, String workload) {
    Map<String, List<Successor>> byPod = new HashMap<>();
    CAPTURE
        .values(Kind.POD, PodSnapshot.class)
        .filter(pod -> pod.getCluster().equals(cluster))
        .filter(pod -> pod.getWorkload().getName().equals(workload))
        .forEach(
            pod -> pod.getGone().ifPresent(gone -> byPod.put(pod.getUid(), gone.getSuccessors())));
    return List.copyOf(byPod.values());
  }

  /** Values of environment variables that are long enough to be looked for. */
  private static Set<String> secretsInTheCapture() throws IOException {
    Pattern value = Pattern.compile("\"env\":\\[(.*?)]");
    Pattern one = Pattern.compile("\"value\":\"([^\"]{3,})\"");
    Set<String> secrets = new HashSet<>();
    for (Path file : podFiles()) {
      try (BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(
                  new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
        reader
            .lines()
            .forEach(
                line -> {
                  Matcher environment = value.matcher(line);
                  while (environment.find()) {
                    Matcher variable = one.matcher(environment.group(1));
                    while (variable.find()) {
                      secrets.add(variable.group(1));
                    }
                  }
                });
      }
    }
    return secrets;
  }

  private static List<Path> podFiles() {
    List<Path> files = new ArrayList<>();
    for (String cluster : List.of("lab-a", "lab-b")) {
      files.add(Captures.TWO_CLUSTERS.resolve(cluster + ".pods.watch.jsonl.gz"));
    }
    return files;
  }
}
