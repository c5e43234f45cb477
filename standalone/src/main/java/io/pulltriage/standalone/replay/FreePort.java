package io.pulltriage.standalone.replay;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Nobody should wait for Kafka to learn that a port is taken. */
public final class FreePort {

  private FreePort() {}

  /**
   * Looks whether this machine's own address has the port free; 0 always is.
   *
   * @throws IOException if another program listens there
   */
  public static void require(int port) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (BindException e) {
      throw new IOException(
          "port %d of 127.0.0.1 is taken by another program; --port takes another, 0 any that is free"
              .formatted(port),
          e);
    }
  }
}
