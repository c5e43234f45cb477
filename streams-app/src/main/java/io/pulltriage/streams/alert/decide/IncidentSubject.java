package io.pulltriage.streams.alert.decide;

import io.pulltriage.schemas.AlertKind;
import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Evidence;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.IncidentStatus;
import io.pulltriage.schemas.Phase;
import io.pulltriage.schemas.Severity;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;

/**
 * One workload's container failing on one image.
 *
 * @param incident its latest state
 */
public record IncidentSubject(Incident incident) implements Subject {

  @Override
  public AlertKind kind() {
    return AlertKind.INCIDENT;
  }

  @Override
  public String id() {
    return incident.getId();
  }

  @Override
  public boolean isOpen() {
    return incident.getStatus() == IncidentStatus.OPEN;
  }

  @Override
  public Instant firstSeen() {
    return incident.getFirstSeen();
  }

  @Override
  public Optional<Instant> resolvedAt() {
    return incident.getResolvedAt();
  }

  @Override
  public Cause cause() {
    return incident.getCause();
  }

  @Override
  public Phase phase() {
    return incident.getPhase();
  }

  @Override
  public Severity severity() {
    return incident.getSeverity();
  }

  @Override
  public List<String> clusters() {
    return List.of(incident.getCluster());
  }

  @Override
  public boolean hasNamespace(Predicate<String> wanted) {
    return wanted.test(incident.getNamespace());
  }

  @Override
  public int pods() {
    return incident.getAffectedPods();
  }

  @Override
  public Optional<String> partOf() {
    return incident.getOutbreak();
  }

  @Override
  public String summary() {
    return "%s (%s/%s, container %s, cluster %s)"
        .formatted(
            incident.getTitle(),
            incident.getNamespace(),
            incident.getWorkload().getName(),
            incident.getContainer(),
            incident.getCluster());
  }

  @Override
  public String explanation() {
    return incident.getExplanation();
  }

  @Override
  public List<String> steps() {
    return incident.getRemediation();
  }

  @Override
  public List<String> evidence() {
    return incident.getEvidence().stream().map(IncidentSubject::line).toList();
  }

  @Override
  public SpecificRecord source() {
    return incident;
  }

  private static String line(Evidence evidence) {
    return "%s %s%s: %s"
        .formatted(
            evidence.getAt().truncatedTo(ChronoUnit.SECONDS),
            evidence.getSource().name().toLowerCase(Locale.ROOT).replace('_', ' '),
            evidence.getReason().map(reason -> ' ' + reason).orElse(""),
            evidence.getMessage());
  }
}
