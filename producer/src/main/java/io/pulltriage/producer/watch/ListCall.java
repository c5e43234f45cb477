package io.pulltriage.producer.watch;

import io.pulltriage.producer.watch.ApiConnection.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Takes one page of a list, or the answer to a probe. */
final class ListCall implements Answer {

  /** An API server's refusal is a few hundred bytes, a proxy's a page of HTML. */
  private static final int REFUSAL_BYTES = 64 << 10;

  private final ListPage.ObjectReader object;
  private final Outcome outcome;
  private final Pieces body = new Pieces();
  private int status;
  private @Nullable Duration retryAfter;

  /** How it went; one of these is called, once. */
  interface Outcome {

    void page(ListPage page);

    void gone(String reason);

    /** The server has too much to do; it wants to be asked again after this time. */
    void busy(String reason, Duration after);

    void failed(String reason);
  }

  ListCall(ListPage.ObjectReader object, Outcome outcome) {
    this.object = object;
    this.outcome = outcome;
  }

  @Override
  public void begun(int answered, @Nullable Duration after) {
    status = answered;
    retryAfter = after;
  }

  @Override
  public void piece(byte[] bytes, Runnable more) {
    if (status == HttpURLConnection.HTTP_OK || body.size() < REFUSAL_BYTES) {
      body.add(bytes);
    }
    more.run();
  }

  @Override
  public void ended(@Nullable Throwable error) {
    if (error != null) {
      outcome.failed(ApiFailure.of(error));
    } else if (status == HttpURLConnection.HTTP_GONE) {
      outcome.gone(refusal());
    } else if (status != HttpURLConnection.HTTP_OK && retryAfter != null) {
      outcome.busy(refusal(), retryAfter);
    } else if (status != HttpURLConnection.HTTP_OK) {
      outcome.failed(refusal());
    } else {
      read();
    }
  }

  private void read() {
    ListPage page;
    try {
      page = ListPage.read(body, object);
    } catch (IOException e) {
      outcome.failed("the API server's answer is not a list: " + ApiFailure.of(e));
      return;
    }
    outcome.page(page);
  }

  private String refusal() {
    try {
      return ApiFailure.refused(status, body.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
