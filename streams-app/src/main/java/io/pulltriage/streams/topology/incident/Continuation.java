package io.pulltriage.streams.topology.incident;

import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.Records;
import io.pulltriage.schemas.internal.IncidentState;
import io.pulltriage.schemas.internal.Membership;
import java.util.Optional;

/**
 * What an incident keeps from its state before: its outbreak, which its findings know nothing of,
 * and a revision that grows with every change. Pure.
 */
final class Continuation {

  private Continuation() {}

  /** An incident as its findings tell it now, as the one that was before gone on. */
  static Incident of(IncidentState before, Incident after) {
    Incident known = before.getIncident();
    Incident next =
        Incident.newBuilder(after)
            .setOutbreak(isNewStretch(known, after) ? null : known.getOutbreak().orElse(null))
            .setRevision(after.getRevision() + before.getMemberships())
            .build();
    return revised(known, next);
  }

  /**
   * The state once it is known of which outbreak it is part.
   *
   * @return empty where that changes nothing
   */
  static Optional<IncidentState> of(IncidentState before, Membership membership) {
    Incident known = before.getIncident();
    if (known.getOutbreak().equals(membership.getOutbreak())) {
      return Optional.empty();
    }
    Incident next =
        Incident.newBuilder(known)
            .setOutbreak(membership.getOutbreak().orElse(null))
            .setRevision(known.getRevision() + 1)
            .build();
    return Optional.of(
        IncidentState.newBuilder(before)
            .setIncident(next)
            .setMemberships(before.getMemberships() + 1)
            .build());
  }

  /**
   * What began after all that was seen of it before is another trouble under the same id. The
   * outbreak stage tells the two apart in the same way, so that both forget the outbreak.
   */
  private static boolean isNewStretch(Incident before, Incident after) {
    return after.getFirstSeen().isAfter(before.getLastSeen());
  }

  /** A change always has a higher revision, even one that the count of facts does not show. */
  private static Incident revised(Incident before, Incident after) {
    if (after.getRevision() > before.getRevision()) {
      return after;
    }
    Incident same = Incident.newBuilder(after).setRevision(before.getRevision()).build();
    return Records.equal(same, before)
        ? before
        : Incident.newBuilder(after).setRevision(before.getRevision() + 1).build();
  }
}
