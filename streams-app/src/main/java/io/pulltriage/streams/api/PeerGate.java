package io.pulltriage.streams.api;

import io.javalin.http.Context;
import io.pulltriage.streams.query.PeerRoutes;
import java.io.IOException;
import java.util.Optional;

/** Answers other instances, which know each other by a secret of their own. */
final class PeerGate {

  private final PeerRoutes peers;

  PeerGate(PeerRoutes peers) {
    this.peers = peers;
  }

  void handle(Context context) throws IOException {
    PeerRoutes.Response response =
        peers.post(
            Optional.ofNullable(context.header(PeerRoutes.SECRET_HEADER)),
            Gate.read(context, PeerRoutes.LARGEST_REQUEST));
    context.status(response.status());
    context.contentType(PeerRoutes.CONTENT_TYPE);
    context.result(response.body());
  }
}
