package io.pulltriage.standalone.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

  private static final String ERASE = "\r\u001b[K";

  private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
  private final AtomicLong nanoTime = new AtomicLong();
  private final ProgressLine progress =
      new ProgressLine(terminal, new Screen(true, true, 40, false), nanoTime::get);

  @Test
  void shouldRewriteOneLineAndTakeItAway() {
    // When
    progress.show("starting Kafka");
    progress.show("feeding", 1_500, 3_000);
    progress.close();
    progress.close();

    // Then
    assertThat(shown())
        .isEqualTo(ERASE + "starting Kafka …" + ERASE + "feeding … 50% (1,500 of 3,000)" + ERASE);
  }

  @Test
  void shouldNotRewriteMoreThanTenTimesASecond() {
    // When
    for (int i = 1; i <= 100; i++) {
      nanoTime.addAndGet(10_000_000);
      progress.show("feeding", i, 100);
    }

    // Then
    assertThat(shown().split(ERASE.replace("[", "\\["))).hasSizeBetween(10, 12);
  }

  @Test
  void shouldStepAsideForWhatElseIsPrinted() {
    // Given
    progress.show("feeding");

    // When
    progress.standardError().print("warning\n");

    // Then
    assertThat(shown()).isEqualTo(ERASE + "feeding …" + ERASE + "warning\n");
  }

  @Test
  void shouldFitTheTerminal() {
    // When
    progress.show("x".repeat(100));

    // Then
    assertThat(shown().substring(ERASE.length())).hasSize(39).endsWith("…");
  }

  @Test
  void shouldSayNothingWhereThereIsNoTerminal() {
    // Given
    ProgressLine silent =
        new ProgressLine(terminal, new Screen(false, false, 40, false), nanoTime::get);

    // When
    silent.show("feeding");
    silent.close();
    silent.standardError().print("warning\n");

    // Then
    assertThat(shown()).isEqualTo("warning\n");
  }

  private String shown() {
    return terminal.toString(StandardCharsets.UTF_8);
  }
}
