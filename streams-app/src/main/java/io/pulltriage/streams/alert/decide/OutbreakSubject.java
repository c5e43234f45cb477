package io.pulltriage.streams.alert.decide;

import io.pulltriage.classifier.CauseEntry;
import io.pulltriage.classifier.Contexts;
import io.pulltriage.classifier.Steps;
import io.pulltriage.schemas.AlertKind;
import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.IncidentStatus;
import io.pulltriage.schemas.Outbreak;
import io.pulltriage.schemas.Phase;
import io.pulltriage.schemas.Severity;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;

/**
 * Many incidents with one cause.
 *
 * @param outbreak its latest state
 * @param entry what the catalogue knows of its cause
 */
public record OutbreakSubject(Outbreak outbreak, CauseEntry entry, Contexts contexts)
    implements Subject {

  @Override
  public AlertKind kind() {
    return AlertKind.OUTBREAK;
  }

  @Override
  public String id() {
    return outbreak.getId();
  }

  @Override
  public boolean isOpen() {
    return outbreak.getStatus() == IncidentStatus.OPEN;
  }

  @Override
  public Instant firstSeen() {
    return outbreak.getFirstSeen();
  }

  @Override
  public Optional<Instant> resolvedAt() {
    return outbreak.getResolvedAt();
  }

  @Override
  public Cause cause() {
    return outbreak.getCause();
  }

  @Override
  public Phase phase() {
    return entry.phase();
  }

  /** As its cause is; critical where a whole registry, zone or cluster is concerned. */
  @Override
  public Severity severity() {
    return switch (outbreak.getScope()) {
      case REGISTRY, ZONE, CLUSTER -> Severity.CRITICAL;
      case IMAGE, NODE, CREDENTIAL, UNKNOWN -> entry.severity();
    };
  }

  @Override
  public List<String> clusters() {
    return outbreak.getClusters();
  }

  @Override
  public boolean hasNamespace(Predicate<String> wanted) {
    return outbreak.getIncidents() > outbreak.getIncidentIds().size()
        || outbreak.getIncidentIds().stream().map(OutbreakSubject::namespace).anyMatch(wanted);
  }

  @Override
  public int pods() {
    return outbreak.getFailingPods();
  }

  @Override
  public Optional<String> partOf() {
    return Optional.empty();
  }

  @Override
  public String summary() {
    return "%s: %s %s (%d incidents, %d pods failing, clusters %s)"
        .formatted(
            entry.title(),
            outbreak.getScope().name().toLowerCase(Locale.ROOT),
            outbreak.getKey(),
            outbreak.getIncidents(),
            outbreak.getFailingPods(),
            String.join(", ", outbreak.getClusters()));
  }

  @Override
  public String explanation() {
    return outbreak.getExplanation() + " " + entry.explanation();
  }

  @Override
  public List<String> steps() {
    return Steps.fill(entry.remediation(), known());
  }

  @Override
  public List<String> evidence() {
    return outbreak.getIncidentIds();
  }

  @Override
  public SpecificRecord source() {
    return outbreak;
  }

  /** What its key tells of the names that steps want. */
  private Map<String, String> known() {
    Map<String, String> known = new HashMap<>();
    String key = outbreak.getKey();
    if (outbreak.getClusters().size() == 1) {
      known.put(Steps.CONTEXT, contexts.of(outbreak.getClusters().get(0)));
    }
    switch (outbreak.getScope()) {
      case IMAGE -> known.put(Steps.IMAGE, key);
      case REGISTRY -> known.put(Steps.REGISTRY, key);
      case NODE -> known.put(Steps.NODE, key.substring(key.indexOf('/') + 1));
      case CREDENTIAL -> {
        String[] parts = key.split("/", 3);
        if (parts.length == 3) {
          known.put(Steps.NAMESPACE, parts[1]);
          known.put(Steps.SECRET, parts[2]);
        }
      }
      case ZONE, CLUSTER, UNKNOWN -> {}
    }
    return known;
  }

  /** The second part of an incident's id. */
  private static String namespace(String incidentId) {
    String[] parts = incidentId.split("/", 3);
    return parts.length > 1 ? parts[1] : "";
  }
}
