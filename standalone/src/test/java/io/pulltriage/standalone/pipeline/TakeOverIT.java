package io.pulltriage.standalone.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pulltriage.testkit.Pods;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How long the partitions of an instance stand that is killed. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no signals")
class TakeOverIT {

  private static final Logger LOG = LoggerFactory.getLogger(TakeOverIT.class);
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final int PARTITIONS = 4;

  /** Enough for each partition to have some. */
  private static final List<String> CLUSTERS =
      IntStream.range(0, 16).mapToObj(number -> "lab-" + number).toList();

  @TempDir
  @SuppressWarnings("NullAway.Init") // Set by JUnit.
  private Path folder;

  @Test
  void shouldTakeOverThePartitionsOfAKilledInstanceWithinTwelveSeconds() throws Exception {
    try (AnalyzerSite site = new AnalyzerSite(folder);
        ServiceProcess first = site.start("--create-topics", "" + PARTITIONS);
        ServiceProcess second = site.startIn(Files.createDirectory(folder.resolve("second")))) {
      // Given
      await().atMost(PATIENCE).until(() -> sharing(site) == 2);
      publish(site, "before");
      await().atMost(PATIENCE).until(() -> has(site, "before"));

      // When
      publish(site, "meanwhile");
      first.kill();
      Instant killed = Instant.now();
      publish(site, "after");
      await()
          .atMost(PATIENCE)
          .until(() -> has(site, "meanwhile") && has(site, "after") && second.isAlive());

      // Then
      Duration stood = Duration.between(killed, Instant.now());
      LOG.warn("taken over after {}", stood);
      assertThat(stood).isLessThan(Duration.ofSeconds(12));
    }
  }

  @Test
  void shouldGoOnWithinFiveSecondsOfItsStartAfterAKill() throws Exception {
    try (AnalyzerSite site = new AnalyzerSite(folder)) {
      // Given
      try (ServiceProcess first = site.start("--create-topics", "" + PARTITIONS)) {
        publish(site, "before");
        await().atMost(PATIENCE).until(() -> has(site, "before"));

        // When
        publish(site, "meanwhile");
        first.kill();
      }
      Instant killed = Instant.now();
      try (ServiceProcess again = site.start()) {
        Instant serving = Instant.now();
        publish(site, "after");
        await()
            .atMost(PATIENCE)
            .until(() -> has(site, "meanwhile") && has(site, "after") && again.isAlive());

        // Then
        Duration stood = Duration.between(serving, Instant.now());
        LOG.warn("started after {}, goes on after {}", Duration.between(killed, serving), stood);
        assertThat(stood).isLessThan(Duration.ofSeconds(5));
      }
    }
  }

  private static void publish(AnalyzerSite site, String workload) {
    for (String cluster : CLUSTERS) {
      Instant now = Instant.now();
      site.publish(
          cluster,
          now,
          Pods.failing(cluster, "shop", workload)
              .waiting("app", "ErrImagePull", "manifest unknown: manifest unknown")
              .at(now)
              .build());
    }
  }

  private static boolean has(AnalyzerSite site, String workload) {
    Set<String> incidents = site.incidents();
    return CLUSTERS.stream()
        .allMatch(
            cluster ->
                incidents.stream()
                    .anyMatch(id -> id.startsWith(cluster + "/shop/Deployment/" + workload + '/')));
  }

  /** How many instances have partitions. */
  private static int sharing(AnalyzerSite site) throws Exception {
    try (Admin admin = site.admin()) {
      return admin
          .describeConsumerGroups(List.of(AnalyzerSite.APPLICATION))
          .all()
          .get()
          .values()
          .stream()
          .flatMap(group -> group.members().stream())
          .filter(member -> !member.assignment().topicPartitions().isEmpty())
          .map(MemberDescription::clientId)
          .map(id -> id.substring(0, id.indexOf("-StreamThread-")))
          .collect(Collectors.toSet())
          .size();
    }
  }
}
