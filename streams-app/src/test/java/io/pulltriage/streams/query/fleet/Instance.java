package io.pulltriage.streams.query.fleet;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.pulltriage.schemas.Topics;
import io.pulltriage.schemas.serdes.PublicSerdes;
import io.pulltriage.streams.config.AnalyzerConfig;
import io.pulltriage.streams.config.QueryConfig;
import io.pulltriage.streams.ops.Analyzer;
import io.pulltriage.streams.query.PeerRoutes;
import io.pulltriage.streams.query.Queries;
import io.pulltriage.streams.topology.Knowledge;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.streams.StreamsConfig;

/** One instance of the application with an HTTP server for its peers. */
final class Instance implements AutoCloseable {

  private static final Knowledge KNOWLEDGE = Knowledge.bundled();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Analyzer analyzer;
  private final Queries queries;
  private volatile CountDownLatch held = new CountDownLatch(0);
  private boolean dead;

  /** Starts one; the folder is its own. */
  Instance(
      String bootstrapServers,
      String registry,
      AnalyzerConfig config,
      QueryConfig query,
      Path folder)
      throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    analyzer =
        new Analyzer(
            config,
            KNOWLEDGE,
            Map.ofEntries(
                Map.entry(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                Map.entry(PublicSerdes.REGISTRY_URL, registry),
                Map.entry(StreamsConfig.APPLICATION_ID_CONFIG, "fleet"),
                Map.entry(StreamsConfig.APPLICATION_SERVER_CONFIG, address()),
                Map.entry(StreamsConfig.STATE_DIR_CONFIG, folder.toString()),
                Map.entry(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, 1),
                Map.entry(StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG, 60_000),
                Map.entry("session.timeout.ms", 30_000),
                // A busy machine may take minutes to end a transaction.
                Map.entry(StreamsConfig.producerPrefix("max.block.ms"), 240_000),
                Map.entry(StreamsConfig.producerPrefix("transaction.timeout.ms"), 300_000)));
    queries = analyzer.queries(query, Clock.systemUTC());
    server.createContext(PeerRoutes.PATH, this::answer);
    server.setExecutor(threads);
    server.start();
    analyzer.start();
  }

  static AnalyzerConfig config(Topics topics, int partitions) {
    return AnalyzerConfig.defaults(topics, partitions).forReplay();
  }

  /** {@code host:port}. */
  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  Queries queries() {
    return queries;
  }

  Analyzer analyzer() {
    return analyzer;
  }

  /** Lets its peers wait until it is released. */
  void hold() {
    held = new CountDownLatch(1);
  }

  void release() {
    held.countDown();
  }

  /** It no longer answers its peers, who do not know yet. */
  void disconnect() {
    held.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      held.await();
      PeerRoutes.Response response =
          queries
              .peerRoutes()
              .post(
                  Optional.ofNullable(
                      exchange.getRequestHeaders().getFirst(PeerRoutes.SECRET_HEADER)),
                  body);
      exchange.sendResponseHeaders(
          response.status(), response.body().length == 0 ? -1 : response.body().length);
      exchange.getResponseBody().write(response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    if (!dead) {
      dead = true;
      disconnect();
      queries.close();
      analyzer.close();
    }
  }
}
