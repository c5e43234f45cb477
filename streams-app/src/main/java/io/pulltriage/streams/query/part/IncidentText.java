package io.pulltriage.streams.query.part;

import io.pulltriage.schemas.Evidence;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.internal.IncidentEntry;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether an incident has a text anywhere that people see. Upper and lower case are alike. Pure.
 */
final class IncidentText {

  private final Optional<String> wanted;

  /** Looks for a text; without one everything has it. */
  IncidentText(Optional<String> wanted) {
    this.wanted = wanted.map(IncidentText::lower);
  }

  /** Whether the entry has it already, so that the incident need not be looked at. */
  boolean isIn(IncidentEntry entry) {
    return wanted.isEmpty()
        || has(entry.getId())
        || has(entry.getImage().getReference())
        || has(entry.getCause().name())
        || hasAny(entry.getNodes());
  }

  boolean isIn(Incident incident) {
    return wanted.isEmpty()
        || has(incident.getId())
        || has(incident.getImage().getReference())
        || has(incident.getCause().name())
        || has(incident.getTitle())
        || hasAny(incident.getNodes())
        || hasAny(incident.getPodNames())
        || hasAny(incident.getEvidence().stream().map(Evidence::getMessage).toList());
  }

  private boolean hasAny(Collection<String> texts) {
    return texts.stream().anyMatch(this::has);
  }

  private boolean has(String text) {
    return wanted.isPresent() && lower(text).contains(wanted.get());
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
