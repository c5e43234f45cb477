package io.pulltriage.producer.watch;

import io.pulltriage.producer.watch.ApiConnection.Answer;
import io.pulltriage.producer.wire.WatchEntry;
import io.pulltriage.producer.wire.WatchEntryParser;
import io.pulltriage.producer.wire.WatchEntryParser.BadLineException;
import java.io.ByteArrayOutputStream;
import java.net.HttpURLConnection;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Takes the lines of one watch. */
final class WatchCall implements Answer {

  private final WatchEntryParser parser;
  private final Tap tap;
  private final Outcome outcome;
  private final Lines lines = new Lines();
  private final ByteArrayOutputStream refusal = new ByteArrayOutputStream();
  private int status;
  private @Nullable Duration retryAfter;
  private boolean over;

  /** What it tells. After one of the last four nothing follows. */
  interface Outcome {

    void begun();

    /** Bytes came, whatever they say. */
    void alive();

    void entry(WatchEntry entry);

    void unusable(String reason);

    /** Something of a piece was told; the next piece comes after that was run. */
    void morePlease(Runnable more);

    void gone(String reason);

    /** The server has too much to do; it wants to be asked again after this time. */
    void busy(String reason, Duration after);

    void failed(String reason);

    /** The server has ended it, or the connection broke off. */
    void ended(@Nullable Throwable error);
  }

  WatchCall(WatchEntryParser parser, Tap tap, Outcome outcome) {
    this.parser = parser;
    this.tap = tap;
    this.outcome = outcome;
  }

  @Override
  public void begun(int answered, @Nullable Duration after) {
    status = answered;
    retryAfter = after;
    if (status == HttpURLConnection.HTTP_OK) {
      outcome.begun();
    }
  }

  @Override
  public void piece(byte[] bytes, Runnable more) {
    if (over) {
      return;
    }
    if (status != HttpURLConnection.HTTP_OK) {
      refusal.writeBytes(bytes);
      more.run();
      return;
    }
    outcome.alive();
    try {
      for (byte[] line : lines.add(bytes)) {
        read(line);
      }
    } catch (IllegalStateException e) {
      fail(String.valueOf(e.getMessage()));
    }
    if (!over) {
      outcome.morePlease(more);
    }
  }

  @Override
  public void ended(@Nullable Throwable error) {
    if (over) {
      return;
    }
    if (status == HttpURLConnection.HTTP_OK || (status == 0 && error == null)) {
      outcome.ended(error);
    } else if (status == 0 && error != null) {
      outcome.failed(ApiFailure.of(error));
    } else if (status == HttpURLConnection.HTTP_GONE) {
      outcome.gone(ApiFailure.refused(status, refusal.toByteArray()));
    } else if (retryAfter != null) {
      outcome.busy(ApiFailure.refused(status, refusal.toByteArray()), retryAfter);
    } else {
      outcome.failed(ApiFailure.refused(status, refusal.toByteArray()));
    }
  }

  private void read(byte[] line) {
    if (over) {
      return;
    }
    try {
      WatchEntry entry = parser.parse(line);
      tap.watched(line);
      if (!(entry instanceof WatchEntry.Failed failed)) {
        outcome.entry(entry);
      } else if (failed.expired()) {
        over = true;
        outcome.gone(failed.message());
      } else {
        fail("the API server ended the watch: " + failed.message());
      }
    } catch (BadLineException e) {
      if (e.isGarbage()) {
        fail("the API server sent what is no watch: " + e.getMessage());
      } else {
        outcome.unusable(String.valueOf(e.getMessage()));
      }
    }
  }

  private void fail(String reason) {
    over = true;
    outcome.failed(reason);
  }
}
