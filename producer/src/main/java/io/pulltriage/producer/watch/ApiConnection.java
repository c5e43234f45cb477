package io.pulltriage.producer.watch;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Reads answers of one API server piece by piece: the next piece comes when it is asked for, so
 * that a slow reader holds the server back. Thread-safe.
 */
final class ApiConnection implements AutoCloseable {

  private final KubernetesClient client;
  private final Executor executor;

  /**
   * A connection, which owns the client.
   *
   * @param executor runs the answers' methods; must run tasks in order
   */
  ApiConnection(KubernetesClient client, Executor executor) {
    this.client = client;
    this.executor = executor;
  }

  /** Takes an answer, on the connection's executor. */
  interface Answer {

    /**
     * The answer begins.
     *
     * @param retryAfter after which time the server wants to be asked again, if it says so: with
     *     429 it does when it has too much to do
     */
    void begun(int status, @Nullable Duration retryAfter);

    /** A piece of it; the next one comes after {@code more} was run. */
    void piece(byte[] bytes, Runnable more);

    /** It is complete, or broke off with an error. Nothing follows. */
    void ended(@Nullable Throwable error);
  }

  /** A request under way. */
  final class Call {
    private final Answer answer;
    private boolean cancelled;
    private @Nullable AsyncBody body;
    private @Nullable CompletableFuture<HttpResponse<AsyncBody>> response;

    private Call(Answer answer) {
      this.answer = answer;
    }

    /** Breaks it off; nothing of it comes any more. To be called on the executor. */
    void cancel() {
      cancelled = true;
      if (body != null) {
        body.cancel();
      } else if (response != null) {
        response.cancel(false);
      }
    }

    private void send(HttpClient http, HttpRequest request) {
      response =
          http.consumeBytes(
              request,
              (buffers, from) -> {
                byte[] bytes = join(buffers);
                tell(() -> answer.piece(bytes, from::consume));
              });
      var unused =
          response.whenComplete((begun, error) -> executor.execute(() -> begin(begun, error)));
    }

    private void begin(@Nullable HttpResponse<AsyncBody> begun, @Nullable Throwable error) {
      if (begun == null) {
        if (!cancelled) {
          answer.ended(error == null ? null : noAnswer(error));
        }
        return;
      }
      if (cancelled) {
        begun.body().cancel();
        return;
      }
      body = begun.body();
      answer.begun(begun.code(), retryAfter(begun.header("Retry-After")));
      var unused = body.done().whenComplete((done, broken) -> tell(() -> answer.ended(broken)));
      body.consume();
    }

    private void tell(Runnable task) {
      executor.execute(
          () -> {
            if (!cancelled) {
              task.run();
            }
          });
    }
  }

  /** Runs a task in order with the answers. */
  void execute(Runnable task) {
    executor.execute(task);
  }

  /**
   * Asks for something.
   *
   * @param path path and query
   * @throws RuntimeException when credentials cannot be had
   */
  Call get(String path, Answer answer) {
    HttpClient http = client.getHttpClient();
    String master = client.getMasterUrl().toString();
    String base = master.endsWith("/") ? master.substring(0, master.length() - 1) : master;
    HttpRequest request =
        http.newHttpRequestBuilder()
            .uri(base + path)
            .setHeader("Accept", "application/json")
            .forStreaming()
            .build();
    Call call = new Call(answer);
    call.send(http, request);
    return call;
  }

  @Override
  public void close() {
    client.close();
  }

  /** "Connection refused" alone would leave open by whom. */
  private IOException noAnswer(Throwable error) {
    URL master = client.getMasterUrl();
    int port = master.getPort() < 0 ? master.getDefaultPort() : master.getPort();
    return new IOException(
        "no answer from %s://%s:%d: %s"
            .formatted(master.getProtocol(), master.getHost(), port, ApiFailure.of(error)),
        error);
  }

  /** API servers give whole seconds; the other form, a date, is left to the usual waits. */
  private static @Nullable Duration retryAfter(@Nullable String header) {
    return header != null && header.matches("\\d{1,5}")
        ? Duration.ofSeconds(Long.parseLong(header))
        : null;
  }

  private static byte[] join(List<ByteBuffer> buffers) {
    byte[] bytes = new byte[buffers.stream().mapToInt(ByteBuffer::remaining).sum()];
    int at = 0;
    for (ByteBuffer buffer : buffers) {
      int length = buffer.remaining();
      buffer.get(bytes, at, length);
      at += length;
    }
    return bytes;
  }
}
