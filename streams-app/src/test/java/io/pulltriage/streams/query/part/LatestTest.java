package io.pulltriage.streams.query.part;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LatestTest {

  private final Queue<Runnable> work = new ArrayDeque<>();
  private final AtomicInteger times = new AtomicInteger();
  private Instant now = Instant.EPOCH;
  private final Latest<Integer> latest =
      new Latest<>(times::incrementAndGet, Duration.ofSeconds(1), () -> now, work::add);

  @Test
  void shouldWorkItOutOnceForAllWhoAskBeforeItBegins() {
    CompletableFuture<Integer> first = latest.ask(true);
    CompletableFuture<Integer> second = latest.ask(true);
    CompletableFuture<Integer> third = latest.ask(false);

    begin();

    assertThat(first).isCompletedWithValue(1);
    assertThat(second).isSameAs(first);
    assertThat(third).isSameAs(first);
    assertThat(work).isEmpty();
  }

  @Test
  void shouldBeginAnewForWhoNeedsItSo() {
    CompletableFuture<Integer> first = latest.ask(true);
    begin();

    CompletableFuture<Integer> anew = latest.ask(true);
    assertThat(anew).isNotDone();
    begin();

    assertThat(first).isCompletedWithValue(1);
    assertThat(anew).isCompletedWithValue(2);
  }

  @Test
  void shouldKeepItForAWhileForOthers() {
    CompletableFuture<Integer> first = latest.ask(false);
    begin();
    now = now.plusMillis(999);
    assertThat(latest.ask(false)).isSameAs(first).isCompletedWithValue(1);

    now = now.plusMillis(1);
    CompletableFuture<Integer> later = latest.ask(false);
    begin();

    assertThat(later).isCompletedWithValue(2);
  }

  private void begin() {
    work.remove().run();
  }
}
