package io.pulltriage.streams.api;

import io.javalin.config.JettyConfig;
import io.pulltriage.streams.config.ApiConfig;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The HTTP server's connections and threads. */
final class Transport {

  private static final int THREADS_FOR_REQUESTS = 64;
  private static final int MOST_HEADER_BYTES = 16 * 1024;

  private Transport() {}

  /** Sets them up; a stream of changes has a thread of its own. */
  static void configure(JettyConfig jetty, ApiConfig config) {
    QueuedThreadPool threads =
        new QueuedThreadPool(THREADS_FOR_REQUESTS + config.limits().streams(), 4);
    threads.setName("http");
    jetty.threadPool = threads;
    jetty.modifyServer(server -> server.setErrorHandler(new Problems()));
    jetty.addConnector((server, http) -> connector(server, config));
  }

  private static ServerConnector connector(Server server, ApiConfig config) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendDateHeader(true);
    http.setRequestHeaderSize(MOST_HEADER_BYTES);
    http.setResponseHeaderSize(MOST_HEADER_BYTES);
    // Ids hold slashes, which may come encoded; they are names of nothing on this machine's disk.
    http.setUriCompliance(UriCompliance.RFC3986);
    ServerConnector connector;
    if (config.tls().isOn()) {
      // Whoever is connected by address or through a tunnel names another host.
      http.addCustomizer(new SecureRequestCustomizer(false));
      connector =
          new ServerConnector(
              server,
              new SslConnectionFactory(PemFiles.sslContext(config.tls()), "http/1.1"),
              new HttpConnectionFactory(http));
    } else {
      connector = new ServerConnector(server, new HttpConnectionFactory(http));
    }
    connector.setHost(config.host());
    connector.setPort(config.port());
    connector.setIdleTimeout(config.limits().idleTimeout().toMillis());
    return connector;
  }
}
