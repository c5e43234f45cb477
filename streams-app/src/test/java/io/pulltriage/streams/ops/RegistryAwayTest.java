package io.pulltriage.streams.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.Records;
import io.pulltriage.schemas.serdes.PublicSerdes;
import io.pulltriage.schemas.serdes.RegistryAwayException;
import io.pulltriage.testkit.HttpRegistry;
import io.pulltriage.testkit.Pods;
import io.pulltriage.testkit.Receiver;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a port on which nobody answers, or not yet. */
@Timeout(60)
class RegistryAwayTest {

  private static final String TOPIC = "pulltriage.pods";
  private static final PodSnapshot POD = Pods.failing("lab-a", "shop", "api").build();

  @Test
  void shouldBlameNoRecordWhileTheRegistryIsAway() throws Exception {
    // Given
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }

    // When
    try (Serde<PodSnapshot> serde = serde(port, Duration.ofMillis(100))) {

      // Then
      assertThatThrownBy(() -> serde.serializer().serialize(TOPIC, POD))
          .isInstanceOf(RegistryAwayException.class)
          .hasMessageContaining("http://127.0.0.1:" + port)
          .satisfies(error -> assertThat(Temporary.is(new IllegalStateException(error))).isTrue());
    }
    assertThat(Temporary.is(new IllegalStateException("a bad record"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 408, 429, 500, 502, 503, 504})
  void shouldBlameNoRecordForWhatTheRegistryAnswersToAnybody(int status) throws Exception {
    // Given
    try (Receiver server = new Receiver()) {
      server.behave(Receiver.answering(status, ""));
      int port = URI.create(server.url()).getPort();

      // When
      try (Serde<PodSnapshot> serde = serde(port, Duration.ofMillis(100))) {

        // Then
        assertThatThrownBy(() -> serde.serializer().serialize(TOPIC, POD))
            .isInstanceOf(RegistryAwayException.class);
        assertThatThrownBy(
                () -> serde.deserializer().deserialize(TOPIC, new byte[] {0, 0, 0, 0, 7}))
            .isInstanceOf(RegistryAwayException.class);
      }
    }
  }

  @Test
  void shouldGoOnWhenTheRegistryComesBack() throws Exception {
    // Given
    ServerSocket broken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    int port = broken.getLocalPort();
    try (Serde<PodSnapshot> serde = serde(port, Duration.ofMinutes(1))) {
      CompletableFuture<byte[]> written =
          CompletableFuture.supplyAsync(() -> serde.serializer().serialize(TOPIC, POD));
      broken.accept().close();
      broken.close();
      assertThat(written).isNotDone();

      // When
      try (HttpRegistry registry = new HttpRegistry("mock://registry-away", port)) {
        byte[] bytes = written.get(30, TimeUnit.SECONDS);

        // Then
        assertThat(registry.url()).endsWith(":" + port);
        assertThat(Records.equal(serde.deserializer().deserialize(TOPIC, bytes), POD)).isTrue();
      }
    }
  }

  private static Serde<PodSnapshot> serde(int port, Duration patience) {
    String url = "http://127.0.0.1:" + port;
    return new PublicSerdes(Map.of(PublicSerdes.REGISTRY_URL, url, "max.retries", 0), patience)
        .podSnapshot();
  }
}
