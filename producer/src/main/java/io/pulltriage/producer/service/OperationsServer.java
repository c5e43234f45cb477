package io.pulltriage.producer.service;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.pulltriage.http.GuardedConnector;
import io.pulltriage.http.RequestThreads;
import io.pulltriage.producer.config.HttpConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Serves {@code /metrics}, {@code /live} and {@code /ready}, the last two on threads of their own.
 * Thread-safe.
 */
public final class OperationsServer implements AutoCloseable {

  private static final String LIVE = "/live";
  private static final String READY = "/ready";
  private static final int SCRAPES = 2;
  private static final String TEXT = "text/plain; charset=utf-8";

  private final Server server = new Server(GuardedConnector.ioThreads());
  private final GuardedConnector connector;

  /** What a path answers. */
  private record Answer(String type, Supplier<Health> health) {}

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
    connector =
        new GuardedConnector(
            server, config.connections(), new HttpConnectionFactory(GuardedConnector.http()));
    connector.setHost(config.host());
    connector.setPort(config.port());
    server.addConnector(connector);
    server.setErrorHandler(new Errors());
    RequestThreads threads = new RequestThreads(Set.of(LIVE, READY), SCRAPES);
    threads.setHandler(
        new Answers(
            Map.of(
                "/metrics",
                new Answer(
                    "text/plain; version=0.0.4; charset=utf-8",
                    () -> new Health(true, registry.scrape())),
                LIVE,
                new Answer(TEXT, live),
                READY,
                new Answer(TEXT, ready))));
    server.setHandler(threads);
    try {
      server.start();
    } catch (Exception e) {
      close();
      throw new IOException(
          "http.host and http.port: cannot listen on %s:%d: %s"
              .formatted(config.host(), config.port(), e.getMessage()),
          e);
    }
  }

  /** The port it listens on. */
  public int port() {
    return connector.getLocalPort();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the operations server does not stop", e);
    }
  }

  private static void answer(
      Response response, Callback callback, int status, String type, String text) {
    byte[] bytes = (text.endsWith("\n") ? text : text + "\n").getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
    response.write(true, ByteBuffer.wrap(bytes), callback);
  }

  /** Answers each path, to GET and HEAD alone. */
  private static final class Answers extends Handler.Abstract {

    private final Map<String, Answer> answers;

    Answers(Map<String, Answer> answers) {
      this.answers = answers;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      Answer answer = answers.get(Request.getPathInContext(request));
      String method = request.getMethod();
      if (answer == null) {
        answer(response, callback, 404, TEXT, "nothing is here");
      } else if (!HttpMethod.GET.is(method) && !HttpMethod.HEAD.is(method)) {
        response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
        answer(response, callback, 405, TEXT, "GET is answered here");
      } else {
        Health health = answer.health.get();
        answer(response, callback, health.ok() ? 200 : 503, answer.type, health.reason());
      }
      return true;
    }
  }

  /** Errors of the server itself, which tell nothing of the inside. */
  private static final class Errors extends ErrorHandler {

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      answer(response, callback, response.getStatus(), TEXT, "the request cannot be answered");
      return true;
    }
  }
}
