package io.pulltriage.streams.api;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

/** Reads the body of a request as it comes, without a thread that waits for it. */
final class BodyReader implements ReadListener {

  private static final int CHUNK = 8 * 1024;

  private final ServletInputStream in;
  private final int maxBytes;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CompletableFuture<byte[]> body = new CompletableFuture<>();

  private BodyReader(ServletInputStream in, int maxBytes) {
    this.in = in;
    this.maxBytes = maxBytes;
  }

  /**
   * Reads the body of an asynchronous request.
   *
   * @return the body; fails with a {@link ProblemException} if it is too large or too slow
   */
  static CompletableFuture<byte[]> read(HttpServletRequest request, int maxBytes)
      throws IOException {
    if (request.getContentLengthLong() > maxBytes) {
      throw tooLarge(maxBytes);
    }
    ServletInputStream in = request.getInputStream();
    BodyReader reader = new BodyReader(in, maxBytes);
    in.setReadListener(reader);
    return reader.body;
  }

  @Override
  public void onDataAvailable() throws IOException {
    byte[] chunk = new byte[CHUNK];
    while (in.isReady() && !body.isDone()) {
      int length = in.read(chunk);
      if (length < 0) {
        return;
      }
      bytes.write(chunk, 0, length);
      if (bytes.size() > maxBytes) {
        body.completeExceptionally(tooLarge(maxBytes));
      }
    }
  }

  @Override
  public void onAllDataRead() {
    body.complete(bytes.toByteArray());
  }

  @Override
  public void onError(Throwable failure) {
    body.completeExceptionally(
        isTimeout(failure)
            ? Problem.of(408, "the body took too long")
                .withHeader("Connection", "close")
                .exception()
            : failure);
  }

  private static boolean isTimeout(Throwable failure) {
    return failure instanceof TimeoutException || failure.getCause() instanceof TimeoutException;
  }

  private static ProblemException tooLarge(int maxBytes) {
    return Problem.of(413, "the body must have no more than " + maxBytes + " bytes")
        .withHeader("Connection", "close")
        .exception();
  }
}
