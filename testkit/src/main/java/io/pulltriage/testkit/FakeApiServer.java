package io.pulltriage.testkit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * An API server for lists in pages and for watches, whose faults can be chosen. fabric8's mock
 * serves watches over WebSockets only and cannot fall silent. Thread-safe.
 */
public final class FakeApiServer implements AutoCloseable {

  private final Map<String, Map<String, ObjectNode>> objects = new ConcurrentHashMap<>();
  private final Map<String, List<OutputStream>> watches = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile Function<String, @Nullable Answer> fault = request -> null;
  private final AtomicInteger zippedAnswers = new AtomicInteger();
  private volatile @Nullable String token;
  private volatile Predicate<@Nullable Certificate> certificate = shown -> true;
  private volatile boolean silent;
  private volatile long oldest;
  private long version = 100;
  private final @Nullable SSLContext tls;
  private HttpServer server;

  /** What it answers instead of what it should. */
  public record Answer(int status, String body, Map<String, String> headers) {

    /** Without headers of its own. */
    public Answer(int status, String body) {
      this(status, body, Map.of());
    }
  }

  /** Begins to listen, without TLS. */
  public FakeApiServer() {
    this(null);
  }

  /**
   * Begins to listen.
   *
   * @param tls what it shows of itself and whose certificates it wants of clients; null for no TLS
   */
  public FakeApiServer(@Nullable SSLContext tls) {
    this.tls = tls;
    server = Listener.open(0, tls, threads, this::handle);
  }

  /** Where it listens. */
  public String url() {
    return (tls == null ? "http" : "https") + "://127.0.0.1:" + port();
  }

  /** The port on which it listens. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** All requests so far: path and query. */
  public List<String> requests() {
    return requests;
  }

  /** Adds or changes an object, and tells the watches. */
  public synchronized void put(String kind, ObjectNode object) {
    String uid = object.at("/metadata/uid").asText();
    boolean known = all(kind).containsKey(uid);
    ObjectNode next = object.deepCopy();
    next.withObject("/metadata").put("resourceVersion", String.valueOf(++version));
    all(kind).put(uid, next);
    tell(kind, known ? "MODIFIED" : "ADDED", next);
  }

  /** Deletes an object, and tells the watches. */
  public synchronized void delete(String kind, String uid) {
    ObjectNode last = all(kind).remove(uid);
    if (last != null) {
      last.withObject("/metadata").put("resourceVersion", String.valueOf(++version));
      tell(kind, "DELETED", last);
    }
  }

  /** Sends a sign of life to all watches. */
  public synchronized void bookmark() {
    for (String kind : watches.keySet()) {
      ObjectNode mark = JsonNodeFactory.instance.objectNode();
      mark.withObject("/metadata").put("resourceVersion", String.valueOf(version));
      tell(kind, "BOOKMARK", mark);
    }
  }

  /** Sends a line to the watches of a kind, whatever it says. */
  public synchronized void send(String kind, String line) {
    for (OutputStream watch : List.copyOf(watching(kind))) {
      write(kind, watch, line);
    }
  }

  /** Forgets what happened before: who goes on from there is refused. */
  public synchronized void compact() {
    oldest = ++version;
  }

  /** Answers requests otherwise; null for as it should. */
  public void faults(Function<String, @Nullable Answer> next) {
    fault = next;
  }

  /** From now on takes this token only. */
  public void require(String bearerToken) {
    token = bearerToken;
  }

  /** From now on takes clients with such certificates only; null stands for none. */
  public void requireCertificate(Predicate<@Nullable Certificate> accepted) {
    certificate = accepted;
  }

  /** Says nothing on the watches any more, and does not tell that. */
  public synchronized void fallSilent() {
    silent = true;
    watches.clear();
  }

  public synchronized void speakAgain() {
    silent = false;
  }

  /** How many lists it has sent zipped, because they might be. */
  public int zippedAnswers() {
    return zippedAnswers.get();
  }

  public int watchesOf(String kind) {
    return watching(kind).size();
  }

  /** Ends all watches, as servers do after a time. */
  public synchronized void endWatches() {
    watches.values().stream().flatMap(List::stream).forEach(FakeApiServer::close);
    watches.clear();
  }

  /** Goes away: nothing listens any more. */
  public synchronized int goAway() {
    int port = server.getAddress().getPort();
    server.stop(0);
    watches.clear();
    return port;
  }

  public synchronized void comeBack(int port) {
    server = Listener.open(port, tls, threads, this::handle);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String request = exchange.getRequestURI().toString();
    requests.add(request);
    Answer wrong = fault.apply(request);
    String login = exchange.getRequestHeaders().getFirst("Authorization");
    if (wrong != null) {
      wrong.headers().forEach(exchange.getResponseHeaders()::set);
      Answers.plain(exchange, wrong.status(), wrong.body());
    } else if ((token != null && !("Bearer " + token).equals(login))
        || !certificate.test(Listener.certificateOf(exchange))) {
      Answers.plain(exchange, 401, "{\"message\":\"Unauthorized\"}");
    } else {
      Map<String, String> query = Answers.query(exchange.getRequestURI().getQuery());
      String kind = exchange.getRequestURI().getPath().replaceAll(".*/", "");
      if (query.containsKey("watch")) {
        watch(exchange, kind, Long.parseLong(query.getOrDefault("resourceVersion", "0")));
      } else {
        answer(exchange, list(kind, query));
      }
    }
  }

  /** As API servers do with answers that are long enough, if they may. */
  private void answer(HttpExchange exchange, String list) throws IOException {
    if (Answers.mayBeZipped(exchange)) {
      zippedAnswers.incrementAndGet();
      Answers.zipped(exchange, list);
    } else {
      Answers.plain(exchange, 200, list);
    }
  }

  private synchronized String list(String kind, Map<String, String> query) {
    List<ObjectNode> items = new ArrayList<>(all(kind).values());
    int from = Integer.parseInt(query.getOrDefault("continue", "0"));
    int to =
        Math.min(items.size(), from + Integer.parseInt(query.getOrDefault("limit", "1000000")));
    String next = to < items.size() ? "\"continue\":\"" + to + "\"," : "";
    return "{\"kind\":\"List\",\"metadata\":{%s\"resourceVersion\":\"%d\"},\"items\":[%s]}"
        .formatted(
            next,
            version,
            items.subList(from, to).stream()
                .map(ObjectNode::toString)
                .collect(Collectors.joining(",")));
  }

  private void watch(HttpExchange exchange, String kind, long from) throws IOException {
    if (from < oldest) {
      Answers.plain(
          exchange,
          200,
          "{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"code\":410,"
              + "\"reason\":\"Expired\",\"message\":\"too old resource version\"}}\n");
      return;
    }
    synchronized (this) { // Whoever sees the headers may rely on hearing what comes after.
      exchange.sendResponseHeaders(200, 0);
      OutputStream out = exchange.getResponseBody();
      out.flush();
      for (ObjectNode object : all(kind).values()) {
        if (object.at("/metadata/resourceVersion").asLong() > from) {
          out.write(line("MODIFIED", object).getBytes(StandardCharsets.UTF_8));
        }
      }
      out.flush();
      if (!silent) {
        watching(kind).add(out);
      }
    }
  }

  private void tell(String kind, String type, ObjectNode object) {
    send(kind, line(type, object));
  }

  private void write(String kind, OutputStream watch, String line) {
    try {
      watch.write(line.getBytes(StandardCharsets.UTF_8));
      watch.flush();
    } catch (IOException e) {
      watching(kind).remove(watch);
    }
  }

  private List<OutputStream> watching(String kind) {
    return watches.computeIfAbsent(kind, unused -> new CopyOnWriteArrayList<>());
  }

  private Map<String, ObjectNode> all(String kind) {
    return objects.computeIfAbsent(kind, unused -> new TreeMap<>());
  }

  private static String line(String type, ObjectNode object) {
    return "{\"type\":\"" + type + "\",\"object\":" + object + "}\n";
  }

  private static void close(OutputStream out) {
    try {
      out.close();
    } catch (IOException e) {
      // The other side was quicker.
    }
  }
}
