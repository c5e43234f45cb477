package io.pulltriage.standalone.terminal;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * One line at the end of standard error that is rewritten in place, ten times a second at most, and
 * steps aside for everything else that is printed there. Says nothing where standard error is not a
 * terminal. Thread-safe.
 */
public final class ProgressLine implements Progress {

  private static final long INTERVAL_NANOS = 100_000_000;
  private static final String ERASE = "\r\u001b[K";

  private final OutputStream terminal;
  private final Screen screen;
  private final LongSupplier nanoTime;
  private String activity = "";
  private long shownAt;
  private boolean visible;

  /**
   * A line that is not there yet.
   *
   * @param terminal standard error itself
   * @param nanoTime a clock such as {@link System#nanoTime}
   */
  public ProgressLine(OutputStream terminal, Screen screen, LongSupplier nanoTime) {
    this.terminal = terminal;
    this.screen = screen;
    this.nanoTime = nanoTime;
  }

  @Override
  public synchronized void show(String nextActivity) {
    draw(nextActivity, nextActivity + " …");
  }

  @Override
  public synchronized void show(String nextActivity, long done, long total) {
    long percent = total <= 0 ? 100 : Math.min(100, done * 100 / total);
    draw(
        nextActivity,
        String.format(Locale.ROOT, "%s … %d%% (%,d of %,d)", nextActivity, percent, done, total));
  }

  @Override
  public synchronized void close() {
    if (visible) {
      write(ERASE);
      visible = false;
    }
  }

  /** Standard error for everything else: takes the line away before it prints. */
  public PrintStream standardError() {
    return new PrintStream(new AsideStream(), true, StandardCharsets.UTF_8);
  }

  private void draw(String nextActivity, String text) {
    long now = nanoTime.getAsLong();
    boolean due = !visible || !nextActivity.equals(activity) || now - shownAt >= INTERVAL_NANOS;
    if (screen.errorInteractive() && due) {
      activity = nextActivity;
      shownAt = now;
      visible = true;
      // One column stays free: some terminals wrap as soon as the last one is written.
      write(ERASE + DisplayText.shortened(DisplayText.harmless(text), screen.width() - 1));
    }
  }

  private void write(String text) {
    try {
      terminal.write(text.getBytes(StandardCharsets.UTF_8));
      terminal.flush();
    } catch (IOException e) {
      visible = false; // Nobody watches any more.
    }
  }

  private final class AsideStream extends FilterOutputStream {

    AsideStream() {
      super(terminal);
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      synchronized (ProgressLine.this) {
        ProgressLine.this.close();
        terminal.write(bytes, offset, length);
      }
    }
  }
}
