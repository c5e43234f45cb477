package io.pulltriage.streams.api;

import io.javalin.config.JettyConfig;
import io.pulltriage.http.GuardedConnector;
import io.pulltriage.http.RequestThreads;
import io.pulltriage.streams.config.ApiConfig;
import java.util.Set;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;

/** The HTTP server's connections and threads. */
final class Transport {

  /** Paths of probes: they have threads of their own, and no limit of requests. */
  static final Set<String> HEALTH = Set.of("/live", "/ready");

  private static final int THREADS_FOR_REQUESTS = 32;

  private Transport() {}

  /** Threads for requests; a stream of changes has one of its own, and so has health. */
  static RequestThreads threads(ApiConfig config) {
    return new RequestThreads(HEALTH, THREADS_FOR_REQUESTS + config.limits().streams());
  }

  /** Sets up connections and threads. */
  static void configure(
      JettyConfig jetty, ApiConfig config, RequestThreads threads, Problems problems) {
    jetty.threadPool = GuardedConnector.ioThreads();
    jetty.modifyServer(
        server -> {
          server.insertHandler(threads);
          server.setErrorHandler(problems);
        });
    jetty.modifyServletContextHandler(
        context -> {
          context.setErrorHandler(problems);
          context.getServletHandler().setDecodeAmbiguousURIs(true);
        });
    jetty.addConnector((server, http) -> connector(server, config));
  }

  private static ServerConnector connector(Server server, ApiConfig config) {
    HttpConfiguration http = GuardedConnector.http();
    HttpConnectionFactory plain = new HttpConnectionFactory(http);
    ServerConnector connector;
    if (config.tls().isOn()) {
      // Whoever is connected by address or through a tunnel names another host.
      http.addCustomizer(new SecureRequestCustomizer(false));
      connector =
          new GuardedConnector(
              server,
              config.connections(),
              new SslConnectionFactory(PemFiles.sslContext(config.tls()), "http/1.1"),
              plain);
    } else {
      connector = new GuardedConnector(server, config.connections(), plain);
    }
    connector.setHost(config.host());
    connector.setPort(config.port());
    return connector;
  }
}
