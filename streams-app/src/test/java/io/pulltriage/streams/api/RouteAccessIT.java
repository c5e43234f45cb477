package io.pulltriage.streams.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.pulltriage.settings.ConfigReader;
import io.pulltriage.streams.config.AnalyzerServiceConfig;
import io.pulltriage.streams.service.ServedAnalyzer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every route there is, with each kind of credential. New routes are covered by being served. */
@ExtendWith(ServedCapture.class)
class RouteAccessIT {

  private static final String TEAM = "team-token-0123456789";
  private static final String READER = "reader-token-0123456789";
  private static final String ADMIN = "admin-token-0123456789";
  private static final String WRONG = "no-such-token-0123456789";
  private static final List<Integer> REFUSED = List.of(401, 403, 429);

  @SuppressWarnings("NullAway.Init")
  private static ServedAnalyzer served;

  @SuppressWarnings("NullAway.Init")
  private static Client client;

  @BeforeAll
  static void serve(ServedCapture.Stage stage) throws IOException {
    served =
        stage.serve(
            ConfigReader.read(
                    AnalyzerServiceConfig.defaults(),
                    null,
                    Map.of(),
                    List.of(
                        "api.port=0",
                        "api.limits.wrongTokensPerMinute=100000",
                        "api.limits.burst=100000",
                        "api.tokens.team.variable=TEAM",
                        "api.tokens.team.clusters=lab-a",
                        "api.tokens.team.namespaces=data",
                        "api.tokens.reader.variable=READER",
                        "api.tokens.admin.variable=ADMIN",
                        "api.tokens.admin.admin=true"))
                .api(),
            Map.of("TEAM", TEAM, "READER", READER, "ADMIN", ADMIN));
    client = new Client(served.port());
    await().until(() -> status("GET", "/api/v1/stream", ADMIN) == 200);
  }

  @AfterAll
  static void stop() {
    served.close();
  }

  @TestFactory
  Stream<DynamicTest> shouldLetNobodyInWithoutACredential() {
    return routes(
        route -> {
          if (route.access() == Access.OPEN) {
            assertThat(status(route, "")).isNotIn(REFUSED);
          } else {
            assertThat(status(route, "")).isEqualTo(401);
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> shouldLetNobodyInWithAWrongCredential() {
    return routes(route -> assertThat(status(route, WRONG)).isEqualTo(401));
  }

  @TestFactory
  Stream<DynamicTest> shouldLetALimitedCredentialDoWhatItMay() {
    return routes(
        route -> {
          switch (route.access()) {
            case OPEN, READ -> assertThat(status(route, TEAM)).isNotIn(REFUSED);
            case READ_ALL, ADMIN -> assertThat(status(route, TEAM)).isEqualTo(403);
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> shouldLetAReaderChangeNothing() {
    return routes(
        route -> {
          if (route.access() == Access.ADMIN) {
            assertThat(status(route, READER)).isEqualTo(403);
          } else {
            assertThat(status(route, READER)).isNotIn(REFUSED);
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> shouldLetAnAdminDoEverything() {
    return routes(route -> assertThat(status(route, ADMIN)).isNotIn(REFUSED));
  }

  /** Before any of it has come: what is refused costs nothing. */
  @TestFactory
  Stream<DynamicTest> shouldRefuseBeforeABodyIsRead() {
    return routes(
        route -> {
          if (route.access() == Access.OPEN) {
            return;
          }
          try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), served.port())) {
            socket.setSoTimeout(5_000);
            socket
                .getOutputStream()
                .write(
                    """
                    %s %s HTTP/1.1\r
                    Host: localhost\r
                    Content-Type: application/json\r
                    Content-Length: 100000\r
                    \r
                    """
                        .formatted(route.method(), path(route))
                        .getBytes(StandardCharsets.ISO_8859_1));
            // To the end: the connection is of no use any more.
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .startsWith("HTTP/1.1 401");
          }
        });
  }

  @Test
  void shouldServeNothingBesideTheTable() throws IOException, InterruptedException {
    for (String token : List.of("", WRONG, TEAM, ADMIN)) {
      assertThat(status("POST", "/internal/v1/query", token)).as(token).isEqualTo(404);
    }
    assertThat(
            client.raw(
                """
                GET /api/v1/incidents HTTP/1.1\r
                Host: localhost\r
                Connection: Upgrade\r
                Upgrade: websocket\r
                Sec-WebSocket-Version: 13\r
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                \r
                """
                    .getBytes(StandardCharsets.ISO_8859_1)))
        .startsWith("HTTP/1.1 404");
  }

  /** What a test does with a route. */
  private interface Trial {
    void run(Route route) throws IOException, InterruptedException;
  }

  private static Stream<DynamicTest> routes(Trial trial) {
    assertThat(served.routes()).hasSizeGreaterThan(20);
    return served.routes().stream()
        .map(route -> dynamicTest(route.method() + ' ' + route.path(), () -> trial.run(route)));
  }

  private static String path(Route route) {
    return route.path().replaceAll("\\{.*}", "none");
  }

  private static int status(Route route, String token) throws IOException, InterruptedException {
    return status(route.method(), path(route), token);
  }

  private static int status(String method, String path, String token)
      throws IOException, InterruptedException {
    String[] headers =
        token.isEmpty() ? new String[0] : new String[] {"Authorization", "Bearer " + token};
    HttpResponse<InputStream> response = client.open(method, path, headers);
    response.body().close(); // A stream has no end.
    return response.statusCode();
  }
}
