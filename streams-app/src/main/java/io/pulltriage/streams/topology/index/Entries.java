package io.pulltriage.streams.topology.index;

import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.internal.IncidentEntry;

/** Makes entries of the index. Pure. */
public final class Entries {

  private Entries() {}

  /** What of an incident one can ask for. */
  public static IncidentEntry of(Incident incident) {
    return IncidentEntry.newBuilder()
        .setId(incident.getId())
        .setStatus(incident.getStatus())
        .setPhase(incident.getPhase())
        .setCause(incident.getCause())
        .setSeverity(incident.getSeverity())
        .setFirstSeen(incident.getFirstSeen())
        .setResolvedAt(incident.getResolvedAt().orElse(null))
        .setCluster(incident.getCluster())
        .setNamespace(incident.getNamespace())
        .setWorkload(incident.getWorkload())
        .setImage(incident.getImage())
        .setNodes(incident.getNodes())
        .setOutbreak(incident.getOutbreak().orElse(null))
        .build();
  }

  /** Where an incident stands among the newest. */
  public static String placeByTime(IncidentEntry entry) {
    return Places.newest(
        entry.getStatus(), entry.getFirstSeen(), entry.getResolvedAt(), entry.getId());
  }
}
