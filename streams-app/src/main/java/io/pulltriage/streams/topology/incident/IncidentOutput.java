package io.pulltriage.streams.topology.incident;

import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.internal.IncidentFacts;
import io.pulltriage.schemas.internal.TimeMarker;
import org.jspecify.annotations.Nullable;

/** What comes out of the incident stage. Lives in one task's memory only; never crosses Kafka. */
public sealed interface IncidentOutput {

  /** For everyone, by the incident's id: the incident, or null when it is forgotten. */
  record Published(@Nullable Incident incident) implements IncidentOutput {}

  /** For the outbreak stage, by the cluster: what of an incident bears on outbreaks. */
  record Facts(IncidentFacts facts) implements IncidentOutput {}

  /** For the outbreak stage, by the cluster: how far time has come behind all incidents. */
  record Time(TimeMarker marker) implements IncidentOutput {}
}
