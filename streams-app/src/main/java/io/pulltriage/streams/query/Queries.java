package io.pulltriage.streams.query;

import java.util.Optional;

/**
 * All that an instance offers to those who ask. Whoever made it closes it, after the HTTP server
 * and before the instance.
 */
public interface Queries extends AutoCloseable {

  /** Questions to the whole application. */
  IncidentQueries incidents();

  /** Answers to other instances, to be mounted on the HTTP server; none without a secret. */
  Optional<PeerRoutes> peerRoutes();

  /** Whether this instance serves. */
  Readiness readiness();

  @Override
  void close();
}
