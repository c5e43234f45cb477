package io.pulltriage.streams.api;

import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.ee10.servlet.HttpOutput;
import org.eclipse.jetty.util.Callback;

/**
 * Sends answers without a thread that waits for the client to read them, and bounds the memory of
 * those that are not read yet. Thread-safe.
 */
final class Answers {

  private static final String TAG = "ETag";
  private static final String SENT = "answer-sent";
  private static final int MIN_COMPRESSED = 1_500;

  /** Answers up to this size are always sent: errors, health, single incidents. */
  private static final int SMALL = 64 * 1024;

  private static final long MAX_PENDING = Math.max(Runtime.getRuntime().maxMemory() / 8, 1 << 24);

  private final AtomicLong pending = new AtomicLong();

  /**
   * Sends a content; not again what the client has already.
   *
   * @throws ProblemException if too much waits for slow clients
   */
  CompletableFuture<Void> send(Reply.Content content, Context context) {
    int reserved = reserve(content.body().length);
    return prepareAndWrite(content, context)
        .whenComplete((done, failure) -> pending.addAndGet(-reserved));
  }

  private int reserve(int bytes) {
    if (bytes <= SMALL) {
      return 0;
    }
    if (pending.addAndGet(bytes) > MAX_PENDING) {
      pending.addAndGet(-bytes);
      throw Problem.of(503, "too many answers wait for clients to read them")
          .withHeader("Retry-After", "2")
          .exception();
    }
    return bytes;
  }

  private static CompletableFuture<Void> prepareAndWrite(Reply.Content content, Context context) {
    byte[] body = content.body();
    content.headers().forEach(context::header);
    context.status(content.status());
    if (content.status() == 200 && !context.method().name().equals("POST")) {
      String tag = content.headers().getOrDefault(TAG, EntityTag.of(body));
      context.header(TAG, tag);
      if (header(context, "If-None-Match").filter(one -> EntityTag.isNamed(one, tag)).isPresent()) {
        context.status(304);
        return write(new byte[0], context);
      }
    }
    context.contentType(content.type());
    if (body.length >= MIN_COMPRESSED && isText(content.type()) && takesGzip(context)) {
      body = compressed(body);
      context.header("Content-Encoding", "gzip");
    }
    return write(body, context);
  }

  private static CompletableFuture<Void> write(byte[] body, Context context) {
    CompletableFuture<Void> written = new CompletableFuture<>();
    context.attribute(SENT, true);
    try {
      // Javalin would write on the request's thread, for as long as the client takes to read.
      HttpOutput out = (HttpOutput) context.res().getOutputStream();
      out.sendContent(
          ByteBuffer.wrap(body),
          Callback.from(() -> written.complete(null), written::completeExceptionally));
    } catch (IOException e) {
      written.completeExceptionally(e);
    }
    return written;
  }

  /** Whether an answer to the request has been begun; another one cannot be. */
  static boolean isSent(Context context) {
    return context.attribute(SENT) != null;
  }

  private static boolean isText(String type) {
    return type.startsWith("text/") || type.contains("json") || type.contains("svg");
  }

  private static boolean takesGzip(Context context) {
    String encodings = header(context, "Accept-Encoding").orElse("").toLowerCase(Locale.ROOT);
    return encodings.contains("gzip") && !encodings.replace(" ", "").contains("gzip;q=0");
  }

  private static byte[] compressed(byte[] body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length / 4);
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail", e);
    }
    return bytes.toByteArray();
  }

  private static Optional<String> header(Context context, String name) {
    return Optional.ofNullable(context.header(name));
  }
}
