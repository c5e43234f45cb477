package io.pulltriage.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pulltriage.testkit.TestBrokers.Source;
import io.pulltriage.testkit.TestBrokers.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TestBrokersTest {

  private static final Source CONTAINERS = () -> new Named("container");
  private static final Source EMBEDDED = () -> new Named("embedded");

  private final List<String> warnings = new ArrayList<>();

  @Test
  void shouldTakeContainersWhereThereIsAnEngine() {
    assertThat(brokers(Wanted.AUTO, true, CONTAINERS).start().bootstrapServers())
        .isEqualTo("container");
    assertThat(warnings).isEmpty();
  }

  @Test
  void shouldStayInTheProcessWithoutAWordWhereThereIsNoEngine() {
    assertThat(brokers(Wanted.AUTO, false, failing()).start().bootstrapServers())
        .isEqualTo("embedded");
    assertThat(warnings).isEmpty();
  }

  @Test
  void shouldSayWhyItStaysInTheProcessThoughThereIsAnEngineAndTryOnce() {
    // Given
    AtomicInteger tries = new AtomicInteger();
    TestBrokers brokers =
        brokers(
            Wanted.AUTO,
            true,
            () -> {
              tries.incrementAndGet();
              return failing().start();
            });

    // When
    TestBroker first = brokers.start();
    TestBroker second = brokers.start();

    // Then
    assertThat(first.bootstrapServers()).isEqualTo("embedded");
    assertThat(second.bootstrapServers()).isEqualTo("embedded");
    assertThat(tries).hasValue(1);
    assertThat(warnings)
        .containsExactly(
            "Kafka is started in this process, for in Docker it cannot be: no image: no such host");
  }

  @Test
  void shouldFailWhereOnlyContainersAreWanted() {
    TestBrokers brokers = brokers(Wanted.DOCKER, false, failing());

    assertThatThrownBy(brokers::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("pulltriage.kafka is docker, but no image: no such host");
  }

  @Test
  void shouldFailWhenALaterContainerDoesNotStart() {
    // Given
    AtomicInteger tries = new AtomicInteger();
    TestBrokers brokers =
        brokers(
            Wanted.AUTO,
            true,
            () -> (tries.incrementAndGet() == 1 ? CONTAINERS : failing()).start());

    // When
    assertThat(brokers.start().bootstrapServers()).isEqualTo("container");

    // Then
    assertThatThrownBy(brokers::start).hasMessage("no image");
  }

  @Test
  void shouldRefuseAnotherKind() {
    assertThat(Wanted.named("embedded")).isEqualTo(Wanted.EMBEDDED);
    assertThatThrownBy(() -> Wanted.named("podman"))
        .hasMessage("pulltriage.kafka is docker, embedded or auto, not podman");
  }

  private TestBrokers brokers(Wanted wanted, boolean engine, Source containers) {
    return new TestBrokers(wanted, () -> engine, containers, EMBEDDED, warnings::add);
  }

  private static Source failing() {
    return () -> {
      throw new IllegalStateException("no image", new IllegalStateException("no such host"));
    };
  }

  private record Named(String bootstrapServers) implements TestBroker {
    @Override
    public void close() {}
  }
}
