package io.pulltriage.producer.watch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pulltriage.producer.watch.ApiConnection.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Takes one page of a list, or the answer to a probe. */
final class ListCall implements Answer {

  /** An API server's refusal is a few hundred bytes, a proxy's a page of HTML. */
  private static final int REFUSAL_BYTES = 64 << 10;

  private final Consumer<ObjectNode> object;
  private final Outcome outcome;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private int status;

  /** How it went; one of these is called, once. */
  interface Outcome {

    void page(ListPage page);

    void gone(String reason);

    void failed(String reason);
  }

  ListCall(Consumer<ObjectNode> object, Outcome outcome) {
    this.object = object;
    this.outcome = outcome;
  }

  @Override
  public void begun(int answered) {
    status = answered;
  }

  @Override
  public void piece(byte[] bytes, Runnable more) {
    if (status == HttpURLConnection.HTTP_OK || body.size() < REFUSAL_BYTES) {
      body.writeBytes(bytes);
    }
    more.run();
  }

  @Override
  public void ended(@Nullable Throwable error) {
    if (error != null) {
      outcome.failed(ApiFailure.of(error));
    } else if (status == HttpURLConnection.HTTP_GONE) {
      outcome.gone(ApiFailure.refused(status, body.toByteArray()));
    } else if (status != HttpURLConnection.HTTP_OK) {
      outcome.failed(ApiFailure.refused(status, body.toByteArray()));
    } else {
      read();
    }
  }

  private void read() {
    ListPage page;
    try {
      page = ListPage.read(body.toByteArray(), object);
    } catch (IOException e) {
      outcome.failed("the API server's answer is not a list: " + ApiFailure.of(e));
      return;
    }
    outcome.page(page);
  }
}
