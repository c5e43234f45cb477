package io.pulltriage.streams.topology.incident;

import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.OutbreakScope;
import io.pulltriage.schemas.Records;
import io.pulltriage.schemas.internal.Membership;
import java.util.Optional;

/**
 * What an incident keeps from its state before: its outbreak, which its findings know nothing of,
 * and a revision that grows with every change. Pure.
 *
 * <p>A revision follows from the facts and from how wide the outbreak is, so that it does not
 * depend on how many outbreaks an incident was part of on the way: facts come in another order when
 * they are delivered again.
 */
final class Continuation {

  /** More than there are ranks of outbreaks. */
  private static final long RANKS = 8;

  private Continuation() {}

  /** The revision of an incident without an outbreak, by what is known of its pods. */
  static long revision(long facts) {
    return facts * RANKS;
  }

  /** An incident as its findings tell it now, as the one that was before gone on. */
  static Incident of(Incident before, Incident after) {
    Optional<String> outbreak =
        isNewStretch(before, after) ? Optional.empty() : before.getOutbreak();
    return revised(before, naming(after, outbreak));
  }

  /**
   * The incident once it is known of which outbreak it is part.
   *
   * @return empty where that changes nothing
   */
  static Optional<Incident> of(Incident before, Membership membership) {
    return before.getOutbreak().equals(membership.getOutbreak())
        ? Optional.empty()
        : Optional.of(revised(before, naming(before, membership.getOutbreak())));
  }

  private static Incident naming(Incident incident, Optional<String> outbreak) {
    return Incident.newBuilder(incident)
        .setOutbreak(outbreak.orElse(null))
        .setRevision(
            incident.getRevision() / RANKS * RANKS + outbreak.map(Continuation::rank).orElse(0))
        .build();
  }

  /** An incident goes from narrow outbreaks to wide ones. */
  private static int rank(String outbreak) {
    return switch (OutbreakScope.valueOf(outbreak.substring(0, outbreak.indexOf('/')))) {
      case UNKNOWN, IMAGE, CREDENTIAL -> 1;
      case NODE -> 2;
      case ZONE -> 3;
      case CLUSTER -> 4;
      case REGISTRY -> 5;
    };
  }

  /**
   * What began after all that was seen of it before is another trouble under the same id. The
   * outbreak stage tells the two apart in the same way, so that both forget the outbreak.
   */
  private static boolean isNewStretch(Incident before, Incident after) {
    return after.getFirstSeen().isAfter(before.getLastSeen());
  }

  /** A change always has a higher revision, even one that the facts do not show. */
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
