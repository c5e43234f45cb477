package io.pulltriage.streams.query;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.IncidentStatus;
import io.pulltriage.schemas.OutbreakScope;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which outbreaks: those that satisfy everything that is set. Immutable.
 *
 * @param status whether they last
 * @param scopes any of these; empty for all
 * @param causes any of these; empty for all
 * @param cluster one that it reached
 * @param since those that lasted then or later
 */
public record OutbreakFilter(
    Optional<IncidentStatus> status,
    Set<OutbreakScope> scopes,
    Set<Cause> causes,
    Optional<String> cluster,
    Optional<Instant> since) {

  /** All outbreaks. */
  public static final OutbreakFilter NONE =
      new OutbreakFilter(Optional.empty(), Set.of(), Set.of(), Optional.empty(), Optional.empty());

  /** Keeps what it is given. */
  public OutbreakFilter {
    scopes = Set.copyOf(scopes);
    causes = Set.copyOf(causes);
  }
}
