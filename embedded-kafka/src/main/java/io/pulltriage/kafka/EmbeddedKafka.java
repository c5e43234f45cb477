package io.pulltriage.kafka;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kafka broker in this process (KRaft, broker and controller in one), reachable from this machine
 * alone, at a free port of its own. Several may run side by side.
 *
 * <p>Its threads keep the process alive: whoever starts one closes it. Thread-safe.
 */
public final class EmbeddedKafka implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedKafka.class);
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private final Node node;
  private final DataDirectory directory;
  private final KeptFaults faults;
  private final String bootstrapServers;
  private final Optional<Thread> closeOnExit;
  private boolean closed;

  private EmbeddedKafka(Node node, DataDirectory directory, KeptFaults faults, boolean ownHook) {
    this.node = node;
    this.directory = directory;
    this.faults = faults;
    this.bootstrapServers = BrokerSettings.HOST + ":" + node.port();
    this.closeOnExit =
        ownHook ? Optional.of(new Thread(this::close, "close-embedded-kafka")) : Optional.empty();
  }

  /** Starts a broker whose data goes with it and that closes by itself when the process ends. */
  public static EmbeddedKafka start() {
    return start(EmbeddedKafkaOptions.temporary());
  }

  /**
   * Starts a broker and returns once it takes requests, which is a matter of seconds.
   *
   * @throws EmbeddedKafkaException if it does not start, for instance because another broker uses
   *     the data directory or it cannot be written; nothing is left running
   */
  public static EmbeddedKafka start(EmbeddedKafkaOptions options) {
    DataDirectory directory;
    try {
      directory = DataDirectory.open(options.dataDirectory());
    } catch (IOException e) {
      throw new EmbeddedKafkaException("embedded Kafka has nowhere to keep its data: " + e, e);
    }
    try {
      return startIn(directory, options);
    } catch (Exception e) {
      release(directory);
      throw new EmbeddedKafkaException(
          "embedded Kafka did not start in %s: %s".formatted(directory.path(), e.getMessage()), e);
    }
  }

  /** The address for clients, such as {@code 127.0.0.1:41234}. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /**
   * Creates the topics that do not exist yet and returns when the broker tells of all. Those that
   * exist stay as they are. Not for a broker whose clients must prove who they are.
   *
   * @throws EmbeddedKafkaException if a topic cannot be created
   */
  public void createTopics(Collection<NewTopic> topics) {
    TopicCreation.create(bootstrapServers, topics);
  }

  /**
   * Why the broker cannot go on, if it cannot. Kafka would end the process at such a fault; here
   * the process stays and can tell.
   */
  public Optional<RuntimeException> failure() {
    return faults.firstFatal();
  }

  /**
   * Stops the broker and deletes its data if they are temporary. Clients should be closed before.
   * Closing again does nothing but wait for the first closing to end.
   */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    closeOnExit.ifPresent(EmbeddedKafka::withdraw);
    try {
      node.stop();
    } finally {
      release(directory);
    }
  }

  /** Where its data are. */
  Path directory() {
    return directory.path();
  }

  private static EmbeddedKafka startIn(DataDirectory directory, EmbeddedKafkaOptions options)
      throws Exception {
    KeptFaults faults = new KeptFaults();
    directory.format(options.security());
    ServerSocketChannel controllerSocket = bindController();
    Node node = startNode(directory, controllerSocket, options, faults);
    EmbeddedKafka kafka = new EmbeddedKafka(node, directory, faults, options.closeOnExit());
    kafka.closeOnExit.ifPresent(Runtime.getRuntime()::addShutdownHook);
    return kafka;
  }

  private static Node startNode(
      DataDirectory directory,
      ServerSocketChannel controllerSocket,
      EmbeddedKafkaOptions options,
      KeptFaults faults)
      throws IOException {
    try {
      Node node = Node.in(directory, controllerSocket, options, faults);
      node.start();
      return node;
    } catch (IOException | RuntimeException e) {
      controllerSocket.close();
      throw e;
    }
  }

  /**
   * Binds the controller's port before its number is written into the settings, so that nobody else
   * can take it in between.
   */
  private static ServerSocketChannel bindController() throws IOException {
    ServerSocketChannel socket = ServerSocketChannel.open();
    try {
      socket.configureBlocking(false);
      socket.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), 0));
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private static void withdraw(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException alreadyEnding) {
      // The hook itself is what is closing, or it will find everything closed.
    }
  }

  private static void release(DataDirectory directory) {
    try {
      directory.close();
    } catch (IOException e) {
      LOG.atWarn().setCause(e).addKeyValue("path", directory.path()).log("data were left behind");
    }
  }
}
