package io.pulltriage.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients that hold connections of a server on this machine as slowly as they can: after what they
 * begin with, a byte every two seconds is sent, or read. Whose connection is ended comes back at
 * once, so that the attack lasts until it is closed. Thread-safe.
 */
public final class SlowClients implements AutoCloseable {

  /** What is slow. */
  public enum Pace {
    /** Sends a byte at a time, and takes all answers. */
    SENDS,
    /** Reads a byte at a time, through a small buffer. */
    READS
  }

  private static final int PERIOD_SECONDS = 2;
  private static final int SMALL_BUFFER = 1_024;

  private final InetSocketAddress server;
  private final byte[] opening;
  private final Pace pace;
  private final List<SocketChannel> channels = new ArrayList<>();
  private final AtomicInteger ended = new AtomicInteger();
  private final CountDownLatch end = new CountDownLatch(1);

  /**
   * Begins.
   *
   * @param count connections
   * @param opening what each sends at once
   */
  public SlowClients(int port, int count, String opening, Pace pace) throws IOException {
    this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    this.opening = opening.getBytes(StandardCharsets.ISO_8859_1);
    this.pace = pace;
    for (int i = 0; i < count; i++) {
      channels.add(open());
    }
    new Thread(this::run, "slow-clients").start();
  }

  private void run() {
    try {
      while (!end.await(PERIOD_SECONDS, TimeUnit.SECONDS)) {
        step();
      }
      for (SocketChannel channel : channels) {
        channel.close();
      }
    } catch (InterruptedException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** How many connections the server has ended so far. */
  public int ended() {
    return ended.get();
  }

  private SocketChannel open() throws IOException {
    SocketChannel channel = SocketChannel.open();
    if (pace == Pace.READS) {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, SMALL_BUFFER);
    }
    channel.connect(server);
    channel.configureBlocking(false);
    channel.write(ByteBuffer.wrap(opening)); // What does not fit need not be sent.
    return channel;
  }

  private void step() {
    for (int i = 0; i < channels.size(); i++) {
      if (!isHeld(channels.get(i))) {
        ended.incrementAndGet();
        try {
          channels.set(i, open());
        } catch (IOException e) {
          // Not let in; it tries again with the next step.
        }
      }
    }
  }

  private boolean isHeld(SocketChannel channel) {
    try {
      if (pace == Pace.READS) {
        return channel.read(ByteBuffer.allocate(1)) >= 0;
      }
      channel.write(ByteBuffer.wrap(new byte[] {'x'}));
      ByteBuffer answer = ByteBuffer.allocate(SMALL_BUFFER);
      int read = channel.read(answer);
      while (read > 0) {
        read = channel.read(answer.clear());
      }
      return read == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Lets go of all connections, soon after. */
  @Override
  public void close() {
    end.countDown();
  }
}
