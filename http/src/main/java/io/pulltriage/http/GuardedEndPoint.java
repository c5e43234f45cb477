package io.pulltriage.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection whose pace is watched: a request must be complete in time, and whoever reads an
 * answer must not stand still. Counts what crosses the socket, with TLS the encrypted bytes.
 */
final class GuardedEndPoint extends SocketChannelEndPoint {

  private static final Logger LOG = LoggerFactory.getLogger(GuardedEndPoint.class);
  private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final long openedAt = System.nanoTime();
  private final ConnectionLimits limits;
  private final AtomicLong received = new AtomicLong();
  private final AtomicLong sent = new AtomicLong();

  /** Requests that have not been answered; one at most in HTTP/1.1. */
  private final AtomicInteger requests = new AtomicInteger();

  /** Grows whenever the connection begins or ends to wait for a request or its body. */
  private final AtomicInteger phase = new AtomicInteger();

  private volatile boolean receiving = true;
  private volatile long receivedBefore;

  // Of the periodic check alone.
  private int checkedPhase;
  private long receivingSince;
  private boolean warned;
  private boolean blocked;
  private long blockedSince;
  private long sentBefore;

  GuardedEndPoint(
      SocketChannel channel,
      ManagedSelector selector,
      SelectionKey key,
      Scheduler scheduler,
      ConnectionLimits limits) {
    super(channel, selector, key, scheduler);
    this.limits = limits;
  }

  /** The connection on which a request came. */
  static GuardedEndPoint of(Request request) {
    EndPoint endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
    while (endPoint instanceof EndPoint.Wrapper wrapper) {
      endPoint = wrapper.unwrap();
    }
    return (GuardedEndPoint) endPoint;
  }

  @Override
  public int fill(ByteBuffer buffer) throws IOException {
    int filled = super.fill(buffer);
    received.addAndGet(Math.max(0, filled));
    return filled;
  }

  @Override
  public boolean flush(ByteBuffer... buffers) throws IOException {
    long before = remaining(buffers);
    try {
      return super.flush(buffers);
    } finally {
      sent.addAndGet(before - remaining(buffers));
    }
  }

  private static long remaining(ByteBuffer... buffers) {
    long remaining = 0;
    for (ByteBuffer buffer : buffers) {
      remaining += buffer.remaining();
    }
    return remaining;
  }

  /** The headers of a request are complete. */
  void requestBegins(boolean bodyFollows) {
    requests.incrementAndGet();
    if (!bodyFollows) {
      bodyEnds();
    }
  }

  /** The body of a request is complete. */
  void bodyEnds() {
    receiving = false;
    phase.incrementAndGet();
  }

  /** A request has been answered, or has failed. */
  void requestEnds() {
    receivedBefore = received.get();
    receiving = true;
    phase.incrementAndGet();
    requests.decrementAndGet();
  }

  /** How long the connection has been open, in nanoseconds. */
  long age() {
    return System.nanoTime() - openedAt;
  }

  /** Whether nothing is lost but a request that is not complete. */
  boolean isEvictable() {
    return requests.get() == 0;
  }

  /** Ends the connection if its client is too slow. Called by one thread at a time. */
  void check(long now) {
    checkReceiving(now);
    checkSending(now);
  }

  private void checkReceiving(long now) {
    int current = phase.get();
    if (current != checkedPhase) {
      checkedPhase = current;
      receivingSince = 0;
      warned = false;
    }
    if (!receiving || received.get() == receivedBefore) {
      return;
    }
    if (receivingSince == 0) {
      receivingSince = now;
    }
    long elapsed = now - receivingSince;
    if (elapsed > limits.requestTimeout().toNanos()
        || (elapsed > GRACE_NANOS && isTooSlow(received.get() - receivedBefore, elapsed))) {
      if (warned) {
        end("the request is not complete");
      } else {
        warned = true;
        // Whoever reads the body may still answer; otherwise the next check ends the connection.
        expire();
      }
    }
  }

  private void expire() {
    TimeoutException timeout = new TimeoutException("the request took too long");
    Connection connection = getConnection();
    if (connection == null || connection.onIdleExpired(timeout)) {
      end("the request is not complete");
    }
  }

  private void checkSending(long now) {
    if (!getWriteFlusher().isPending()) {
      blocked = false;
      return;
    }
    if (!blocked) {
      blocked = true;
      blockedSince = now;
      sentBefore = sent.get();
      return;
    }
    long elapsed = now - blockedSince;
    if (elapsed < limits.requestTimeout().toNanos()) {
      return;
    }
    if (isTooSlow(sent.get() - sentBefore, elapsed)) {
      end("the answer is not read");
    } else {
      blockedSince = now;
      sentBefore = sent.get();
    }
  }

  private boolean isTooSlow(long bytes, long elapsedNanos) {
    return bytes * (double) TimeUnit.SECONDS.toNanos(1)
        < limits.minBytesPerSecond() * (double) elapsedNanos;
  }

  /** Ends the connection. */
  void end(String reason) {
    LOG.atDebug()
        .addKeyValue("client", getRemoteSocketAddress())
        .addKeyValue("reason", reason)
        .log("connection ended");
    close(new TimeoutException(reason));
  }
}
