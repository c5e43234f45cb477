package io.pulltriage.benchmarks.query;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.pulltriage.streams.config.AnalyzerConfig;
import io.pulltriage.streams.config.QueryConfig;
import io.pulltriage.streams.ops.Analyzer;
import io.pulltriage.streams.query.IncidentQueries;
import io.pulltriage.streams.query.PeerRoutes;
import io.pulltriage.streams.query.Queries;
import io.pulltriage.streams.topology.Knowledge;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.streams.StreamsConfig;

/** One instance that its peer can ask. */
final class ServingInstance implements AutoCloseable {

  private static final int THREADS = 8;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final Analyzer analyzer;
  private final Queries queries;

  ServingInstance(AnalyzerConfig config, Map<String, Object> kafka, Map<String, Object> own)
      throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.putAll(own);
    settings.put(
        StreamsConfig.APPLICATION_SERVER_CONFIG, "127.0.0.1:" + server.getAddress().getPort());
    settings.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, 0);
    analyzer = new Analyzer(config, Knowledge.bundled(), settings);
    QueryConfig patient = new QueryConfig(Duration.ofSeconds(60), 16, Optional.empty(), "http");
    queries = analyzer.queries(patient, Clock.systemUTC());
    server.createContext(PeerRoutes.PATH, this::answer);
    server.setExecutor(threads);
    server.start();
    analyzer.start();
  }

  IncidentQueries incidents() {
    return queries.incidents();
  }

  void awaitRunning() throws InterruptedException {
    analyzer.awaitRunning(Duration.ofMinutes(5));
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      PeerRoutes.Response response = queries.peerRoutes().post(Optional.empty(), body);
      exchange.sendResponseHeaders(response.status(), response.body().length);
      exchange.getResponseBody().write(response.body());
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    queries.close();
    analyzer.close();
  }
}
