package io.pulltriage.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pulltriage.testkit.Probe;
import io.pulltriage.testkit.SlowClients;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server of its own under clients that are as slow as they can be. */
class GuardedConnectorIT {

  private static final int CLIENTS = 200;
  private static final int LARGE = 8 << 20;
  private static final Duration PROMPT = Duration.ofMillis(500);
  private static final Duration WITHIN = Duration.ofSeconds(20);
  private static final String HEAD = "HTTP/1.1\r\nHost: localhost\r\n";

  private final Server server = new Server(GuardedConnector.ioThreads());

  @SuppressWarnings("NullAway.Init")
  private GuardedConnector connector;

  private enum Attack {
    HEADERS("GET /echo HTTP/1.1\r\nHost: localhost\r\nX-Slow: ", SlowClients.Pace.SENDS),
    BODIES("POST /echo " + HEAD + "Content-Length: 100000\r\n\r\n", SlowClients.Pace.SENDS),
    UNREAD_BODIES("POST /none " + HEAD + "Content-Length: 100000\r\n\r\n", SlowClients.Pace.SENDS),
    READERS("GET /large " + HEAD + "\r\n", SlowClients.Pace.READS),
    PIPELINES(("GET /large " + HEAD + "\r\n").repeat(20), SlowClients.Pace.READS),
    SILENCE("", SlowClients.Pace.READS);

    private final String opening;
    private final SlowClients.Pace pace;

    Attack(String opening, SlowClients.Pace pace) {
      this.opening = opening;
      this.pace = pace;
    }
  }

  /** Answers from memory, and echoes, with blocking reads that hold a thread. */
  private static final class Answers extends Handler.Abstract {

    private final byte[] large = new byte[LARGE];

    @Override
    public boolean handle(Request request, Response response, Callback callback)
        throws IOException {
      String path = Request.getPathInContext(request);
      byte[] body =
          switch (path) {
            case "/large" -> large;
            case "/echo" -> Content.Source.asInputStream(request).readAllBytes();
            default -> path.getBytes(StandardCharsets.ISO_8859_1);
          };
      response.write(true, ByteBuffer.wrap(body), callback);
      return true;
    }
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  @Test
  void shouldAnswerProbesAndEndWhoeverIsSlow() throws Exception {
    int port = start(limits(2_000, 2_000));
    // The first requests of a process load its classes.
    new Probe(port, "/live").during(Duration.ofMillis(500));
    Map<Attack, SlowClients> attacks = new EnumMap<>(Attack.class);

    for (Attack attack : Attack.values()) {
      attacks.put(attack, new SlowClients(port, CLIENTS, attack.opening, attack.pace));
    }
    Probe.Result probe = new Probe(port, "/live").during(Duration.ofSeconds(3));

    assertThat(probe.failures()).isEmpty();
    assertThat(probe.percentile99()).isLessThan(PROMPT);
    // Whoever sends has come back by then as often as it was ended; who reads learns of it late.
    attacks.forEach(
        (attack, clients) -> {
          if (attack.pace == SlowClients.Pace.SENDS) {
            await(attack.name()).atMost(WITHIN).until(() -> clients.ended() >= CLIENTS);
          }
          clients.close();
        });
    await().atMost(WITHIN).until(() -> connector.getConnectedEndPoints().isEmpty());
  }

  @Test
  void shouldEndReadersThatStandStill() throws Exception {
    int port = start(limits(2_000, 2_000));
    try (SlowClients readers =
            new SlowClients(port, CLIENTS, Attack.READERS.opening, Attack.READERS.pace);
        SlowClients pipelines =
            new SlowClients(port, CLIENTS, Attack.PIPELINES.opening, Attack.PIPELINES.pace)) {
      await().atMost(WITHIN).until(() -> connector.getConnectedEndPoints().isEmpty());
      assertThat(readers.ended() + pipelines.ended()).isZero(); // They have not read that far.
    }
  }

  @Test
  void shouldTakeALongAnswerFromAClientThatReads() throws Exception {
    int port = start(limits(10, 10));
    HttpResponse<byte[]> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/large")).build(),
                HttpResponse.BodyHandlers.ofByteArray());
    assertThat(response.body()).hasSize(LARGE);
  }

  @Test
  void shouldKeepAConnectionThatPausesBetweenRequests() throws Exception {
    int port = start(limits(10, 10));
    try (Socket socket = open(port)) {
      for (int i = 0; i < 3; i++) {
        socket.getOutputStream().write(bytes("GET /again " + HEAD + "\r\n"));
        assertThat(new String(socket.getInputStream().readNBytes(15), StandardCharsets.ISO_8859_1))
            .isEqualTo("HTTP/1.1 200 OK");
        // Longer than a request may take: the clock runs from its first byte.
        int rest = socket.getInputStream().read(new byte[1_000]);
        assertThat(rest).isPositive();
        await().pollDelay(Duration.ofMillis(1_500)).until(() -> true);
      }
    }
  }

  @Test
  void shouldBoundTheConnectionsOfAClient() throws Exception {
    int port = start(limits(100, 5));
    List<Socket> sockets = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      sockets.add(open(port));
    }

    await().atMost(WITHIN).until(() -> connector.getConnectedEndPoints().size() == 5);
    for (Socket refused : sockets.subList(5, 8)) {
      assertThat(refused.getInputStream().read()).isEqualTo(-1);
    }

    // One that ends makes room for another.
    sockets.get(0).close();
    await()
        .atMost(WITHIN)
        .until(() -> new Probe(port, "/live").during(Duration.ofNanos(1)).failures().isEmpty());
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  @Test
  void shouldGiveANewConnectionThePlaceOfOneThatWaits() throws Exception {
    int port = start(limits(5, 5));
    List<Socket> sockets = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      sockets.add(open(port));
    }
    // Another client, which the limit of one client does not concern.
    Socket other = new Socket(address(1), port, address(2), 0);
    await().atMost(WITHIN).until(() -> connector.getConnectedEndPoints().size() == 5);

    Socket newest = new Socket(address(1), port, address(3), 0);
    newest.getOutputStream().write(bytes("GET /live " + HEAD + "Connection: close\r\n\r\n"));

    assertThat(new String(newest.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
        .startsWith("HTTP/1.1 200");
    // The oldest of whoever has most.
    assertThat(sockets.get(0).getInputStream().read()).isEqualTo(-1);
    other.getOutputStream().write(bytes("GET /live " + HEAD + "Connection: close\r\n\r\n"));
    assertThat(new String(other.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
        .startsWith("HTTP/1.1 200");
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private static InetAddress address(int last) throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last});
  }

  private static Socket open(int port) throws IOException {
    Socket socket = new Socket(address(1), port);
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static ConnectionLimits limits(int total, int perClient) {
    return new ConnectionLimits(
        total, perClient, Duration.ofSeconds(1), Duration.ofSeconds(3), 1_024);
  }

  private int start(ConnectionLimits limits) throws Exception {
    connector =
        new GuardedConnector(server, limits, new HttpConnectionFactory(GuardedConnector.http()));
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    RequestThreads threads = new RequestThreads(Set.of("/live", "/ready"), 8);
    threads.setHandler(new Answers());
    server.setHandler(threads);
    server.start();
    return connector.getLocalPort();
  }
}
