package io.pulltriage.streams.topology.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Confidence;
import io.pulltriage.schemas.ContainerType;
import io.pulltriage.schemas.ImageReferences;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.IncidentStatus;
import io.pulltriage.schemas.Phase;
import io.pulltriage.schemas.Severity;
import io.pulltriage.schemas.Workload;
import io.pulltriage.schemas.internal.Membership;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ContinuationTest {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final String NODE = "NODE/east/n1/NETWORK_TIMEOUT";
  private static final String ZONE = "ZONE/east/a/NETWORK_TIMEOUT";

  @Test
  void shouldKeepTheOutbreakWhenFactsCome() {
    Incident named = told(incident(1, START), NODE);

    Incident next = Continuation.of(named, incident(2, START));

    assertThat(next.getOutbreak()).contains(NODE);
    assertThat(next.getRevision()).isGreaterThan(named.getRevision());
  }

  @Test
  void shouldForgetTheOutbreakWhenAnotherTroubleBegins() {
    Incident named = told(incident(1, START), NODE);

    assertThat(Continuation.of(named, incident(2, START.plusSeconds(600))).getOutbreak()).isEmpty();
  }

  @Test
  void shouldGrowWithEachChangeOfTheOutbreak() {
    Incident node = told(incident(1, START), NODE);
    Incident zone = told(node, ZONE);
    Incident none = told(zone, null);

    assertThat(node.getRevision()).isGreaterThan(incident(1, START).getRevision());
    assertThat(zone.getRevision()).isGreaterThan(node.getRevision());
    assertThat(none.getRevision()).isGreaterThan(zone.getRevision());
    assertThat(none.getOutbreak()).isEmpty();
  }

  @Test
  void shouldNotShowWhatWasOnTheWay() {
    Incident straight = told(incident(1, START), ZONE);
    Incident round = told(told(incident(1, START), NODE), ZONE);
    Incident detour = told(told(told(incident(1, START), ZONE), null), null);

    assertThat(round).isEqualTo(straight);
    assertThat(Continuation.of(detour, incident(2, START)))
        .isEqualTo(Continuation.of(incident(1, START), incident(2, START)));
  }

  @Test
  void shouldChangeNothingWhenToldAgain() {
    Incident named = told(incident(1, START), NODE);

    assertThat(Continuation.of(named, membership(NODE))).isEmpty();
    assertThat(Continuation.of(named, incident(1, START))).isEqualTo(named);
  }

  private static Incident told(Incident before, @Nullable String outbreak) {
    return Continuation.of(before, membership(outbreak)).orElse(before);
  }

  private static Membership membership(@Nullable String outbreak) {
    return new Membership("incident", outbreak);
  }

  private static Incident incident(long facts, Instant firstSeen) {
    return Incident.newBuilder()
        .setId("incident")
        .setStatus(IncidentStatus.OPEN)
        .setPhase(Phase.PULL)
        .setCause(Cause.NETWORK_TIMEOUT)
        .setConfidence(Confidence.CERTAIN)
        .setSeverity(Severity.WARNING)
        .setTitle("title")
        .setExplanation("explanation")
        .setCluster("east")
        .setNamespace("shop")
        .setWorkload(new Workload("Deployment", "api"))
        .setContainer("app")
        .setContainerType(ContainerType.CONTAINER)
        .setImage(ImageReferences.parse("one.example/team/api:1"))
        .setAffectedPods(1)
        .setOccurrences(facts)
        .setFirstSeen(firstSeen)
        .setLastSeen(firstSeen.plusSeconds(60))
        .setRulesVersion("1")
        .setRevision(Continuation.revision(facts))
        .build();
  }
}
