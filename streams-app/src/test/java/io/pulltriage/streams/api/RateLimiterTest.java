package io.pulltriage.streams.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimiterTest {

  private final AtomicLong now = new AtomicLong();
  private final RateLimiter limiter = new RateLimiter(2, 3, now::get);

  @Test
  void shouldLetABurstThroughAndThenSoManyASecond() {
    for (int i = 0; i < 3; i++) {
      assertThat(limiter.take("a")).isZero();
    }
    assertThat(limiter.take("a")).isEqualTo(1);

    now.addAndGet(1_000_000_000);

    assertThat(limiter.take("a")).isZero();
    assertThat(limiter.take("a")).isZero();
    assertThat(limiter.take("a")).isPositive();
  }

  @Test
  void shouldNotLetOneClientPayForAnother() {
    for (int i = 0; i < 4; i++) {
      limiter.take("a");
    }
    assertThat(limiter.take("b")).isZero();
  }
}
