package io.pulltriage.http;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs requests on threads of their own, those for health apart from all others, so that neither
 * slow answers nor slow clients delay a probe. Thread-safe.
 */
public final class RequestThreads extends Handler.Wrapper {

  private static final Logger LOG = LoggerFactory.getLogger(RequestThreads.class);
  private static final int HEALTH_THREADS = 2;
  private static final int WAITING = 1_000;

  private final Set<String> healthPaths;
  private final ExecutorService healthThreads = threads("http-health", HEALTH_THREADS);
  private final ExecutorService others;

  /**
   * Creates the threads.
   *
   * @param healthPaths paths that have their own threads
   * @param threads how many requests for other paths run at a time
   */
  public RequestThreads(Set<String> healthPaths, int threads) {
    this.healthPaths = Set.copyOf(healthPaths);
    others = threads("http", threads);
  }

  private static ExecutorService threads(String name, int most) {
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            most,
            most,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(WAITING),
            task -> new Thread(task, name + '-' + number.incrementAndGet()));
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  /** Threads for what may take its time, such as the rest of a request that came in pieces. */
  public ExecutorService others() {
    return others;
  }

  /** Nothing is done on the thread that asks: connections need it. */
  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    GuardedEndPoint connection = GuardedEndPoint.of(request);
    boolean bodyFollows = bodyFollows(request);
    connection.requestBegins(bodyFollows);
    Request.addCompletionListener(request, failure -> connection.requestEnds());
    Request watched = bodyFollows ? new WatchedBody(request, connection) : request;
    ExecutorService threads =
        healthPaths.contains(Request.getPathInContext(request)) ? healthThreads : others;
    try {
      threads.execute(() -> run(watched, response, callback));
    } catch (RejectedExecutionException e) {
      Response.writeError(request, response, callback, 503, "too many requests wait");
    }
    return true;
  }

  private static boolean bodyFollows(Request request) {
    return request.getLength() > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
  }

  private void run(Request request, Response response, Callback callback) {
    try {
      if (!super.handle(request, response, callback)) {
        Response.writeError(request, response, callback, 404);
      }
    } catch (IOException e) {
      LOG.debug("the client has gone or is too slow", e);
      Response.writeError(request, response, callback, 408);
    } catch (Throwable e) {
      Response.writeError(request, response, callback, e);
    }
  }

  /** Tells the connection when the body is complete. */
  private static final class WatchedBody extends Request.Wrapper {

    private final GuardedEndPoint connection;

    WatchedBody(Request request, GuardedEndPoint connection) {
      super(request);
      this.connection = connection;
    }

    @Override
    public Content.Chunk read() {
      Content.Chunk chunk = super.read();
      if (chunk != null && chunk.isLast()) {
        connection.bodyEnds();
      }
      return chunk;
    }
  }

  @Override
  protected void doStop() throws Exception {
    super.doStop();
    healthThreads.shutdown();
    others.shutdown();
  }
}
