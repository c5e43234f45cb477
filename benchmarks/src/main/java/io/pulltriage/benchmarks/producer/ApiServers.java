package io.pulltriage.benchmarks.producer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.pulltriage.benchmarks.producer.PodObjects.Size;
import io.pulltriage.kafka.EmbeddedKafka;
import io.pulltriage.schemas.TopicSpecs;
import io.pulltriage.schemas.Topics;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A process of its own with a broker and any number of API servers: {@code /NAME/PODS/RATE/} is one
 * with so many healthy pods, so many of which change each second while it is watched, and for
 * {@code /NAME/PODS/-RATE/} events of a failing pull come instead. Ends when its input does.
 */
public final class ApiServers {

  private static final long FIRST_VERSION = 1_000_000;
  private static final int PARTITIONS = 3;

  private final Size size;

  private ApiServers(Size size) {
    this.size = size;
  }

  /** Starts with pods of the size that the argument names, and prints both addresses. */
  public static void main(String[] arguments) throws IOException {
    ApiServers servers = new ApiServers(Size.valueOf(arguments[0]));
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setExecutor(Executors.newCachedThreadPool());
    http.createContext("/", servers::handle);
    http.start();
    try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
      kafka.createTopics(new TopicSpecs(Topics.withDefaultPrefix(), PARTITIONS, 1).all());
      System.out.println(
          "http://127.0.0.1:" + http.getAddress().getPort() + ' ' + kafka.bootstrapServers());
      while (System.in.read() >= 0) {
        // Whoever started it tells the end by closing.
      }
    }
    System.exit(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String[] path = exchange.getRequestURI().getPath().split("/", -1);
    String query = String.valueOf(exchange.getRequestURI().getQuery());
    int pods = Integer.parseInt(path[2]);
    int rate = Integer.parseInt(path[3]);
    String kind = path[path.length - 1];
    if (exchange.getRequestHeaders().containsKey("Upgrade")) {
      exchange.sendResponseHeaders(200, -1); // fabric8 then watches over plain HTTP.
    } else if (query.contains("watch=true")) {
      watch(exchange, kind, pods, rate);
    } else {
      list(exchange, kind.equals("pods") ? pods : 0, query);
    }
  }

  private void list(HttpExchange exchange, int pods, String query) throws IOException {
    int from = number(query, "continue", 0);
    int to = Math.min(pods, from + number(query, "limit", pods));
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      String next = to < pods ? "\"continue\":\"" + to + "\"," : "";
      write(
          out,
          "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"metadata\":{%s\"resourceVersion\":\"%d\"},\"items\":["
              .formatted(next, FIRST_VERSION));
      for (int i = from; i < to; i++) {
        write(out, (i == from ? "" : ",") + PodObjects.pod(size, i, i + 1));
      }
      write(out, "]}");
    }
  }

  private void watch(HttpExchange exchange, String kind, int pods, int rate) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, 0);
    boolean busy = kind.equals(rate > 0 ? "pods" : "events") && rate != 0;
    int batch = Math.max(1, Math.abs(rate) / 100);
    long pause =
        busy ? TimeUnit.SECONDS.toNanos(batch) / Math.abs(rate) : TimeUnit.SECONDS.toNanos(30);
    try (OutputStream out = exchange.getResponseBody()) {
      out.flush();
      long due = System.nanoTime();
      for (long version = FIRST_VERSION + 1; true; version += batch) {
        due += pause;
        LockSupport.parkNanos(due - System.nanoTime());
        for (int i = 0; busy && i < batch; i++) {
          write(out, line(kind, pods, version + i));
        }
        write(out, busy ? "" : bookmark(kind, version));
        out.flush();
      }
    }
  }

  private String line(String kind, int pods, long version) {
    String object =
        kind.equals("pods")
            ? PodObjects.pod(size, (int) (version % pods), version)
            : event((int) (version % Math.max(1, pods)), version);
    return "{\"type\":\"MODIFIED\",\"object\":" + object + "}\n";
  }

  private static String bookmark(String kind, long version) {
    String name =
        switch (kind) {
          case "pods" -> "Pod";
          case "nodes" -> "Node";
          default -> "Event";
        };
    return "{\"type\":\"BOOKMARK\",\"object\":{\"kind\":\"%s\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"%d\"}}}\n"
        .formatted(name, version);
  }

  private static String event(int pod, long version) {
    return """
    {"kind":"Event","apiVersion":"v1","metadata":{"name":"e%1$d","namespace":"team","uid":"event-%1$d","resourceVersion":"%2$d"},\
    "involvedObject":{"kind":"Pod","namespace":"team","name":"pod-%1$d","uid":"pod-%1$d","fieldPath":"spec.containers{app}"},\
    "reason":"Failed","type":"Warning","count":%2$d,"firstTimestamp":"2026-11-22T19:29:03Z","lastTimestamp":"2026-11-22T19:29:03Z",\
    "source":{"component":"kubelet","host":"node-1"},"message":"Failed to pull image \\"registry.example.com/team/api:1.4.2\\": \
    rpc error: code = NotFound desc = failed to pull and unpack image \\"registry.example.com/team/api:1.4.2\\": not found"}\
    """
        .formatted(pod, version);
  }

  private static int number(String query, String name, int otherwise) {
    for (String part : query.split("&", -1)) {
      if (part.startsWith(name + '=')) {
        return Integer.parseInt(part.substring(name.length() + 1));
      }
    }
    return otherwise;
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
