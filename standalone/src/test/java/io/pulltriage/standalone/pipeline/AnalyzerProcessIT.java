package io.pulltriage.standalone.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.PodSnapshot;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.GroupState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The analyzer's process, from topics that it makes itself over its end to its second life. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no signals")
class AnalyzerProcessIT {

  private static final String OPENED = "opened";
  private static final String RESOLVED = "resolved";

  @Test
  void shouldEndOnATermSignalAndGoOnWithoutRepeatingAnAlert(@TempDir Path folder) throws Exception {
    try (AnalyzerSite site = new AnalyzerSite(folder)) {
      Instant before = Instant.now();
      PodSnapshot failing = AnalyzerSite.pod("api").at(before).build();
      try (ServiceProcess first = site.start("--create-topics", "1")) {
        // Given
        site.publish(before, failing);
        site.awaitTold(first, OPENED, "api");
        assertThat(site.get("/api/v1/incidents?status=open")).contains("TAG_NOT_FOUND", "\"api\"");

        // When
        assertThat(first.terminate()).as(site::said).isEqualTo(ServiceProcess.TERMINATED);
      }
      assertThat(site.said()).doesNotContain(" ERROR ");
      assertThat(groupState(site, AnalyzerSite.APPLICATION + "-alerts"))
          .isEqualTo(GroupState.EMPTY);
      site.forget();
      try (ServiceProcess second = site.start()) {
        site.publish(Instant.now(), AnalyzerSite.pod("web").at(Instant.now()).build());

        // Then
        site.awaitTold(second, OPENED, "web");
        assertThat(site.told(OPENED, "api")).hasSize(1);
        assertThat(site.get("/api/v1/incidents?status=open")).contains("\"api\"", "\"web\"");

        // And when
        site.publish(
            Instant.now(), AnalyzerSite.pod("api").revision(2).gone(Instant.now()).build());

        // Then
        site.awaitTold(second, RESOLVED, "api");
        assertThat(site.told(OPENED, "api")).hasSize(1);
      }
    }
  }

  private static GroupState groupState(AnalyzerSite site, String group) throws Exception {
    try (Admin admin = site.admin()) {
      return admin
          .describeConsumerGroups(List.of(group))
          .describedGroups()
          .values()
          .iterator()
          .next()
          .get()
          .groupState();
    }
  }
}
