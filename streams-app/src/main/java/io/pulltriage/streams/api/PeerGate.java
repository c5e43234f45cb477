package io.pulltriage.streams.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.pulltriage.streams.query.PeerRoutes;
import java.io.IOException;
import java.util.Optional;

/** Answers other instances, which know each other by a secret of their own. */
final class PeerGate {

  private final PeerRoutes peers;

  PeerGate(PeerRoutes peers) {
    this.peers = peers;
  }

  void mount(RoutesConfig routes) {
    routes.addHttpHandler(HandlerType.POST, PeerRoutes.PATH, this::handle);
  }

  private void handle(Context context) throws IOException {
    Optional<String> secret = Optional.ofNullable(context.header(PeerRoutes.SECRET_HEADER));
    // Without the right one the body is not read.
    PeerRoutes.Response refused = peers.post(secret, new byte[0]);
    byte[] body =
        refused.status() == 401
            ? new byte[0]
            : context.req().getInputStream().readNBytes(PeerRoutes.LARGEST_REQUEST + 1);
    PeerRoutes.Response response = peers.post(secret, body);
    context.status(response.status());
    context.contentType(PeerRoutes.CONTENT_TYPE);
    context.result(response.body());
  }
}
