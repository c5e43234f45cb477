package io.pulltriage.standalone.kube;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A network path to a server: an address that stays, though the server behind it is restarted on
 * another port, and on which faults of networks can be made. Thread-safe.
 */
final class TcpGate implements AutoCloseable {

  private static final int NOWHERE = 0;

  private final ServerSocket listener;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private volatile int target = NOWHERE;
  private volatile boolean holding;

  TcpGate() throws IOException {
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Leads to that port from now on, for new connections. */
  void leadTo(int port) {
    target = port;
  }

  /** Breaks all connections off and takes none until it leads somewhere again. */
  void cut() {
    target = NOWHERE;
    breakConnections();
  }

  /** Breaks all connections off; new ones are taken. */
  void breakConnections() {
    sockets.forEach(TcpGate::close);
    sockets.clear();
  }

  /** Lets nothing through on the connections that there are, nor breaks them off. */
  void hold() {
    holding = true;
  }

  /** Lets through again; what was held is lost with its connections. */
  void release() {
    breakConnections();
    holding = false;
  }

  @Override
  public void close() {
    cut();
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.shutdownNow();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        connect(listener.accept());
      } catch (IOException e) {
        // It was closed, or what is behind it does not listen: the client sees that.
      }
    }
  }

  private void connect(Socket client) throws IOException {
    int port = target;
    if (port == NOWHERE) {
      client.close();
      return;
    }
    Socket server;
    try {
      server = new Socket(InetAddress.getLoopbackAddress(), port);
    } catch (IOException e) {
      client.close();
      throw e;
    }
    sockets.add(client);
    sockets.add(server);
    threads.execute(() -> pump(client, server));
    threads.execute(() -> pump(server, client));
  }

  private void pump(Socket from, Socket to) {
    byte[] buffer = new byte[16 << 10];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      int length = in.read(buffer);
      while (length >= 0) {
        if (!holding) {
          out.write(buffer, 0, length);
          out.flush();
        }
        length = in.read(buffer);
      }
    } catch (IOException e) {
      // One side has gone; both are closed.
    } finally {
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is of no more use either way.
    }
  }
}
