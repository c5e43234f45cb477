package io.pulltriage.streams.api;

import io.javalin.http.Context;
import io.pulltriage.streams.config.ApiConfig;
import java.util.Optional;
import java.util.Set;

/**
 * Refuses requests that name another host where this machine alone may ask without a token: a page
 * from elsewhere could otherwise have its name resolved to this machine and read everything.
 */
final class HostCheck {

  private static final Set<String> OWN = Set.of("localhost", "127.0.0.1", "[::1]");

  private final boolean on;

  HostCheck(ApiConfig config, boolean tokens) {
    this.on = !tokens && !config.insecure() && ApiServer.isLoopback(config.host());
  }

  void check(Context context) {
    String host = Optional.ofNullable(context.header("Host")).orElse("localhost");
    if (on && !OWN.contains(host.replaceFirst(":[0-9]+$", "").toLowerCase(java.util.Locale.ROOT))) {
      throw Problem.of(421, "without a token this is served under localhost and 127.0.0.1 alone")
          .exception();
    }
  }
}
