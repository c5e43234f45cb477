package io.pulltriage.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.util.IO;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which connections are admitted. A client at its own limit gets no more. At the limit of
 * all, the newest connection gets the place of one that only waits: a flood of silent connections
 * does not keep a health probe out. Thread-safe.
 */
final class Admission implements SelectorManager.AcceptListener {

  private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

  private final GuardedConnector connector;
  private final ConnectionLimits limits;
  private final IdentityHashMap<SelectableChannel, InetAddress> clients = new IdentityHashMap<>();
  private final Map<InetAddress, Integer> counts = new HashMap<>();

  Admission(GuardedConnector connector, ConnectionLimits limits) {
    this.connector = connector;
    this.limits = limits;
  }

  @Override
  public void onAccepting(SelectableChannel channel) {
    Optional<InetAddress> client = address(channel);
    if (client.isEmpty() || !admit(channel, client.get())) {
      IO.close(channel);
    }
  }

  private boolean admit(SelectableChannel channel, InetAddress client) {
    boolean full;
    synchronized (this) {
      if (counts.getOrDefault(client, 0) >= limits.perClient()) {
        LOG.atDebug().addKeyValue("client", client).log("connection refused: limit of the client");
        return false;
      }
      full = clients.size() >= limits.total();
    }
    if (full && !evictOne()) {
      LOG.atWarn().addKeyValue("client", client).log("connection refused: all are in use");
      return false;
    }
    synchronized (this) {
      clients.put(channel, client);
      counts.merge(client, 1, Integer::sum);
    }
    return true;
  }

  private boolean evictOne() {
    Optional<GuardedEndPoint> victim =
        connector.getConnectedEndPoints().stream()
            .filter(GuardedEndPoint.class::isInstance)
            .map(GuardedEndPoint.class::cast)
            .filter(GuardedEndPoint::isEvictable)
            .max(
                Comparator.comparingInt(this::connectionsOfClient)
                    .thenComparingLong(GuardedEndPoint::age));
    victim.ifPresent(one -> one.end("replaced by a newer connection"));
    return victim.isPresent();
  }

  private synchronized int connectionsOfClient(GuardedEndPoint endPoint) {
    InetAddress client = clients.get(endPoint.getChannel());
    return client == null ? 0 : counts.getOrDefault(client, 0);
  }

  private static Optional<InetAddress> address(SelectableChannel channel) {
    try {
      return channel instanceof SocketChannel socket
              && socket.getRemoteAddress() instanceof InetSocketAddress remote
          ? Optional.of(remote.getAddress())
          : Optional.empty();
    } catch (IOException e) {
      LOG.debug("connection closed before it was accepted", e);
      return Optional.empty();
    }
  }

  @Override
  public void onAcceptFailed(SelectableChannel channel, Throwable cause) {
    release(channel);
  }

  @Override
  public void onClosed(SelectableChannel channel) {
    release(channel);
  }

  private synchronized void release(SelectableChannel channel) {
    InetAddress client = clients.remove(channel);
    if (client != null) {
      counts.computeIfPresent(client, (one, count) -> count == 1 ? null : count - 1);
    }
  }
}
