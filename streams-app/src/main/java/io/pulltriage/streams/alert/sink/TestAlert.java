package io.pulltriage.streams.alert.sink;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Confidence;
import io.pulltriage.schemas.ContainerType;
import io.pulltriage.schemas.ImageReference;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.IncidentStatus;
import io.pulltriage.schemas.Keys;
import io.pulltriage.schemas.Phase;
import io.pulltriage.schemas.Resolution;
import io.pulltriage.schemas.Severity;
import io.pulltriage.schemas.Workload;
import io.pulltriage.streams.alert.decide.Change;
import io.pulltriage.streams.alert.decide.IncidentSubject;
import io.pulltriage.streams.alert.decide.Subject;
import io.pulltriage.streams.alert.decide.Told;
import io.pulltriage.streams.alert.text.AlertMessage;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** An alert that says of itself that it is a test. Pure. */
public final class TestAlert {

  private static final String NAME = "pulltriage-test";

  private TestAlert() {}

  /** That it began. */
  public static AlertMessage opened(Instant now) {
    return message(Change.OPENED, incident(now).build(), Told.nothing(false), now);
  }

  /** That it is over, for receivers that keep what they were told. */
  public static AlertMessage resolved(Instant now) {
    Incident over =
        incident(now)
            .setStatus(IncidentStatus.RESOLVED)
            .setResolution(Resolution.RECOVERED)
            .setResolvedAt(now)
            .build();
    Told told = Told.nothing(false).after(Change.OPENED, new IncidentSubject(over), now, false);
    return message(Change.RESOLVED, over, told, now);
  }

  private static AlertMessage message(Change change, Incident incident, Told told, Instant now) {
    Subject subject = new IncidentSubject(incident);
    return new AlertMessage.About(UUID.randomUUID().toString(), now, change, subject, told);
  }

  private static Incident.Builder incident(Instant now) {
    ImageReference image =
        new ImageReference(
            "registry.example/" + NAME + ":none", "registry.example", NAME, "none", null);
    Workload workload = new Workload("Deployment", NAME);
    return Incident.newBuilder()
        .setId(Keys.incident(NAME, NAME, workload, NAME, Phase.PULL, image))
        .setStatus(IncidentStatus.OPEN)
        .setPhase(Phase.PULL)
        .setCause(Cause.TAG_NOT_FOUND)
        .setConfidence(Confidence.CERTAIN)
        .setSeverity(Severity.INFO)
        .setTitle("This is a test of PullTriage's alerts")
        .setExplanation("Somebody ran 'pulltriage alerts test'. Nothing is wrong.")
        .setRemediation(List.of("Do nothing."))
        .setCluster(NAME)
        .setNamespace(NAME)
        .setWorkload(workload)
        .setContainer(NAME)
        .setContainerType(ContainerType.CONTAINER)
        .setImage(image)
        .setAffectedPods(0)
        .setOccurrences(0)
        .setFirstSeen(now.minusSeconds(1))
        .setLastSeen(now)
        .setRulesVersion(NAME)
        .setRevision(1);
  }
}
