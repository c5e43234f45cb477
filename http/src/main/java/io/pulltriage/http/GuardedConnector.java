package io.pulltriage.http;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * A connector that holds its connections to {@link ConnectionLimits}. Its server needs {@link
 * RequestThreads} as its first handler. Thread-safe.
 */
public final class GuardedConnector extends ServerConnector {

  private static final int MAX_HEADER_BYTES = 16 * 1024;
  private static final int MAX_IO_THREADS = 8;
  private static final int BACKLOG = 1_024;
  private static final long CHECK_MILLIS = 250;

  private final ConnectionLimits limits;

  /**
   * Creates a connector.
   *
   * @param factories protocols, the outermost first
   */
  public GuardedConnector(Server server, ConnectionLimits limits, ConnectionFactory... factories) {
    super(server, null, null, null, 1, 1, factories);
    this.limits = limits;
    setIdleTimeout(limits.idleTimeout().toMillis());
    // A burst of connections that overflows the backlog costs everybody a second.
    setAcceptQueueSize(BACKLOG);
    addBean(new Admission(this, limits));
  }

  /** Threads for connections alone: nothing that blocks runs on them. */
  public static QueuedThreadPool ioThreads() {
    QueuedThreadPool threads = new QueuedThreadPool(MAX_IO_THREADS, 2);
    threads.setName("http-io");
    return threads;
  }

  /** HTTP as both servers speak it: no version of the server, headers of 16 KiB at most. */
  public static HttpConfiguration http() {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendDateHeader(true);
    http.setRequestHeaderSize(MAX_HEADER_BYTES);
    http.setResponseHeaderSize(MAX_HEADER_BYTES);
    // Ids contain slashes, which may be encoded; they do not name files of this machine.
    http.setUriCompliance(
        UriCompliance.DEFAULT.with(
            "encoded-ids",
            UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
            UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING));
    return http;
  }

  @Override
  protected SocketChannelEndPoint newEndPoint(
      SocketChannel channel, ManagedSelector selector, SelectionKey key) throws IOException {
    GuardedEndPoint endPoint = new GuardedEndPoint(channel, selector, key, getScheduler(), limits);
    endPoint.setIdleTimeout(getIdleTimeout());
    return endPoint;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    scheduleCheck();
  }

  private void scheduleCheck() {
    getScheduler().schedule(this::check, CHECK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void check() {
    long now = System.nanoTime();
    for (EndPoint endPoint : getConnectedEndPoints()) {
      if (endPoint instanceof GuardedEndPoint guarded) {
        guarded.check(now);
      }
    }
    if (isRunning()) {
      scheduleCheck();
    }
  }
}
