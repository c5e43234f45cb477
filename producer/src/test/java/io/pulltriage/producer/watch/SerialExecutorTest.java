package io.pulltriage.producer.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.pulltriage.background.BackgroundFailures;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SerialExecutorTest {

  @AutoClose("shutdownNow")
  private final ExecutorService pool = Executors.newFixedThreadPool(2);

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final List<String> log = new CopyOnWriteArrayList<>();
  private final SerialExecutor executor =
      new SerialExecutor(
          pool,
          new BackgroundFailures("clusters", registry),
          error -> {
            log.add(error.getMessage());
            throw new IllegalStateException("told badly");
          });

  static List<Error> errors() {
    return List.of(
        new AssertionError("broken"),
        new StackOverflowError("broken"),
        new InternalError("broken"));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void shouldGoOnAfterATaskThatFailsInAnyWay(Error error) {
    executor.execute(() -> log.add("first"));
    executor.execute(
        () -> {
          throw error;
        });
    executor.execute(() -> log.add("last"));

    await().dontCatchUncaughtExceptions().until(() -> log.contains("last"));
    assertThat(log).containsExactly("first", "broken", "last");
    assertThat(
            registry
                .get("pulltriage.background.failures")
                .tag("thread", "clusters")
                .counter()
                .count())
        .as("its own failure, and that of who was told")
        .isEqualTo(2);
  }
}
