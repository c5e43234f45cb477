package io.pulltriage.streams.query.fleet;

import io.pulltriage.schemas.internal.PeerAnswer;
import io.pulltriage.schemas.internal.PeerQuestion;
import io.pulltriage.schemas.serdes.InternalSerdes;
import io.pulltriage.streams.config.QueryConfig;
import io.pulltriage.streams.query.PeerRoutes;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.state.HostInfo;

/** Asks other instances over HTTP. Thread-safe. */
final class Peers {

  private static final int OK = 200;
  private static final int REFUSED = 401;

  private final HttpClient http;
  private final QueryConfig config;
  private final Semaphore places;
  private final Serde<PeerQuestion> questions = InternalSerdes.of(PeerQuestion.class);
  private final Serde<PeerAnswer> answers = InternalSerdes.of(PeerAnswer.class);

  Peers(HttpClient http, QueryConfig config) {
    this.http = http;
    this.config = config;
    this.places = new Semaphore(config.parallelism());
  }

  /**
   * Asks one of them. The future fails with a text for people in its exception when no answer came
   * in time, or one that is not an answer.
   */
  CompletableFuture<PeerAnswer> ask(HostInfo host, PeerQuestion question) {
    if (!places.tryAcquire()) {
      return CompletableFuture.failedFuture(
          new PeerException("too many questions are being asked at the moment"));
    }
    CompletableFuture<HttpResponse<byte[]>> response;
    try {
      response = http.sendAsync(request(host, question), HttpResponse.BodyHandlers.ofByteArray());
    } catch (RuntimeException e) {
      places.release();
      return CompletableFuture.failedFuture(
          new PeerException(name(host) + " cannot be asked: " + e.getMessage()));
    }
    return response
        .thenApply(received -> read(host, received))
        .orTimeout(config.patience().toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete(
            (read, failure) -> {
              places.release();
              response.cancel(true);
            });
  }

  /** Why an instance did not answer, for people. */
  static String reason(HostInfo host, Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof TimeoutException || cause instanceof HttpTimeoutException) {
      return name(host) + " did not answer in time";
    }
    return cause instanceof PeerException
        ? String.valueOf(cause.getMessage())
        : name(host) + " cannot be reached: " + cause;
  }

  private HttpRequest request(HostInfo host, PeerQuestion question) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(config.address(host.host(), host.port(), PeerRoutes.PATH))
            .timeout(config.patience())
            .header("Content-Type", PeerRoutes.CONTENT_TYPE)
            .POST(
                HttpRequest.BodyPublishers.ofByteArray(
                    questions.serializer().serialize(PeerRoutes.PATH, question)));
    config.secret().ifPresent(secret -> request.header(PeerRoutes.SECRET_HEADER, secret));
    return request.build();
  }

  private PeerAnswer read(HostInfo host, HttpResponse<byte[]> response) {
    if (response.statusCode() == REFUSED) {
      throw new PeerException(name(host) + " has another secret");
    }
    if (response.statusCode() != OK) {
      throw new PeerException(name(host) + " answered with status " + response.statusCode());
    }
    return answers.deserializer().deserialize(PeerRoutes.PATH, response.body());
  }

  private static String name(HostInfo host) {
    return host.host() + ':' + host.port();
  }
}
