package io.pulltriage.producer.service;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.pulltriage.producer.config.HttpConfig;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Serves {@code /metrics}, {@code /live} and {@code /ready}. Thread-safe. */
public final class OperationsServer implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(2);

  /**
   * Begins to listen.
   *
   * @throws IOException if the address cannot be listened on
   */
  public OperationsServer(
      HttpConfig config,
      PrometheusMeterRegistry registry,
      Supplier<Health> live,
      Supplier<Health> ready)
      throws IOException {
    try {
      server = HttpServer.create(new InetSocketAddress(config.host(), config.port()), 0);
    } catch (IOException e) {
      threads.shutdown();
      throw new IOException(
          "http.host and http.port: cannot listen on %s:%d: %s"
              .formatted(config.host(), config.port(), e.getMessage()),
          e);
    }
    server.setExecutor(threads);
    serve("/metrics", "text/plain; version=0.0.4; charset=utf-8", () -> scraped(registry));
    serve("/live", "text/plain; charset=utf-8", live);
    serve("/ready", "text/plain; charset=utf-8", ready);
    server.start();
  }

  /** The port it listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdown();
  }

  private static Health scraped(PrometheusMeterRegistry registry) {
    return new Health(true, registry.scrape());
  }

  private void serve(String path, String type, Supplier<Health> answer) {
    server.createContext(
        path,
        exchange -> {
          boolean known = exchange.getRequestURI().getPath().equals(path);
          Health health = known ? answer.get() : Health.no("nothing is here");
          answer(exchange, known ? (health.ok() ? 200 : 503) : 404, type, health.reason());
        });
  }

  private static void answer(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] bytes = (text.endsWith("\n") ? text : text + "\n").getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }
}
