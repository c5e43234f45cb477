package io.pulltriage.schemas.serdes;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.ClusterStatus;
import io.pulltriage.schemas.Confidence;
import io.pulltriage.schemas.Gap;
import io.pulltriage.schemas.IncidentStatus;
import io.pulltriage.schemas.Outbreak;
import io.pulltriage.schemas.OutbreakScope;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonRecordsTest {

  private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");

  @Test
  void shouldWriteFieldsUnderTheirAvroNames() {
    Outbreak outbreak =
        Outbreak.newBuilder()
            .setId("IMAGE/docker.io/library/nginx:no\"such/TAG_NOT_FOUND")
            .setStatus(IncidentStatus.OPEN)
            .setScope(OutbreakScope.IMAGE)
            .setKey("docker.io/library/nginx:nosuch")
            .setCause(Cause.TAG_NOT_FOUND)
            .setConfidence(Confidence.CERTAIN)
            .setExplanation("2 of 2 fail")
            .setClusters(List.of("lab-a", "lab-b"))
            .setIncidents(2)
            .setFailingPods(3)
            .setHealthyPods(0)
            .setFirstSeen(TIME)
            .setLastSeen(TIME.plusMillis(1_250))
            .setRevision(7_000_000_000L)
            .build();

    String json = JsonRecords.toJson("outbreak", outbreak);

    assertThat(json)
        .isEqualTo(
            """
            {"type":"outbreak","id":"IMAGE/docker.io/library/nginx:no\\"such/TAG_NOT_FOUND",\
            "status":"OPEN","scope":"IMAGE","key":"docker.io/library/nginx:nosuch",\
            "cause":"TAG_NOT_FOUND","confidence":"CERTAIN","explanation":"2 of 2 fail",\
            "clusters":["lab-a","lab-b"],"nodes":[],"incidents":2,"incidentIds":[],\
            "failingPods":3,"healthyPods":0,"firstSeen":"2026-01-02T03:04:05Z",\
            "lastSeen":"2026-01-02T03:04:06.250Z","resolvedAt":null,"revision":7000000000}\
            """);
  }

  @Test
  void shouldWriteNestedRecordsAsObjects() {
    ClusterStatus status =
        ClusterStatus.newBuilder()
            .setCluster("lab")
            .setConnected(false)
            .setSynced(true)
            .setSince(TIME)
            .setGap(new Gap(TIME, null))
            .setObservedAt(TIME)
            .build();

    String json = JsonRecords.toJson(status);

    assertThat(json)
        .isEqualTo(
            """
            {"cluster":"lab","connected":false,"synced":true,"since":"2026-01-02T03:04:05Z",\
            "lastEvent":null,"gap":{"from":"2026-01-02T03:04:05Z","to":null},"error":null,\
            "observedAt":"2026-01-02T03:04:05Z"}\
            """);
  }
}
