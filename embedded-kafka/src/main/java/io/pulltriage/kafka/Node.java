package io.pulltriage.kafka;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.server.ServerSocketFactory;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/**
 * Kafka's broker and controller as one node. Does what {@code kafka.server.KafkaRaftServer} does,
 * which has no way to be given a port that is already bound nor a fault handler that leaves the
 * process alive.
 */
final class Node {

  private static final Duration SHUTDOWN_PATIENCE = Duration.ofSeconds(20);

  private final ControllerServer controller;
  private final BrokerServer broker;

  private Node(ControllerServer controller, BrokerServer broker) {
    this.controller = controller;
    this.broker = broker;
  }

  /**
   * Sets a node up without starting it.
   *
   * @param controllerSocket bound to the address at which the controller is to be found; the node
   *     closes it once it was started
   * @param options of the broker
   */
  static Node in(
      DataDirectory directory,
      ServerSocketChannel controllerSocket,
      EmbeddedKafkaOptions options,
      KeptFaults faults)
      throws IOException {
    InetSocketAddress controllerAddress = (InetSocketAddress) controllerSocket.getLocalAddress();
    KafkaConfig config =
        new KafkaConfig(BrokerSettings.of(directory, controllerAddress.getPort(), options), false);
    Tuple2<MetaPropertiesEnsemble, BootstrapMetadata> prepared =
        KafkaRaftServer.initializeLogDirs(config, LoggerFactory.getLogger(Node.class), "");
    SharedServer shared =
        new SharedServer(
            config,
            prepared._1(),
            Time.SYSTEM,
            Server.initializeMetrics(config, Time.SYSTEM, prepared._1().clusterId().orElseThrow()),
            CompletableFuture.completedFuture(Map.of(BrokerSettings.NODE_ID, controllerAddress)),
            List.of(),
            faults,
            socketsWith(controllerSocket));
    return new Node(
        new ControllerServer(shared, KafkaRaftServer.configSchema(), prepared._2()),
        new BrokerServer(shared));
  }

  /** Starts the controller, then the broker, which registers there. What fails is stopped again. */
  void start() {
    controller.startup();
    try {
      broker.startup();
    } catch (RuntimeException e) {
      controller.shutdown();
      throw e;
    }
  }

  /** Stops the broker, then the controller, whose metadata log both have kept. */
  void stop() {
    broker.shutdown(SHUTDOWN_PATIENCE);
    controller.shutdown();
  }

  int port() {
    return broker.boundPort(ListenerName.normalised(BrokerSettings.BROKER_LISTENER));
  }

  private static ServerSocketFactory socketsWith(ServerSocketChannel controllerSocket) {
    return (listener, address, backlog, receiveBuffer) ->
        listener.equals(BrokerSettings.CONTROLLER_LISTENER)
            ? controllerSocket
            : ServerSocketFactory.INSTANCE.openServerSocket(
                listener, address, backlog, receiveBuffer);
  }
}
