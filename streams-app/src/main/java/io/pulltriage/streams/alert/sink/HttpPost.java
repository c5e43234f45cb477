package io.pulltriage.streams.alert.sink;

import io.pulltriage.streams.config.alerts.HttpAuthConfig;
import io.pulltriage.streams.config.alerts.HttpTlsConfig;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Posts over HTTP within a time, follows no redirect, and reads no more of an answer than a person
 * would. Nothing is connected, and no file read, before the first message. For one thread.
 */
final class HttpPost implements AutoCloseable {

  private static final int LONGEST_ANSWER = 300;

  private final Duration timeout;
  private final HttpAuthConfig auth;
  private final HttpTlsConfig tls;
  private final Secrets secrets;
  private final ExecutorService threads;
  private @Nullable HttpClient client;

  HttpPost(Duration timeout, HttpAuthConfig auth, HttpTlsConfig tls, Secrets secrets) {
    this.timeout = timeout;
    this.auth = auth;
    this.tls = tls;
    this.secrets = secrets;
    this.threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "alert-http");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Posts a body.
   *
   * @throws IOException if there is no answer in time or at all; its message holds no secret
   */
  Answer post(String address, Map<String, String> headers, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(address))
            .timeout(timeout)
            .header("User-Agent", "pulltriage")
            .POST(BodyPublishers.ofByteArray(body));
    headers.forEach(request::setHeader);
    if (!auth.user().isBlank()) {
      String login = auth.user() + ':' + secrets.read(auth.password());
      byte[] bytes = login.getBytes(StandardCharsets.UTF_8);
      request.setHeader("Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
    } else if (auth.bearer().isGiven()) {
      request.setHeader("Authorization", "Bearer " + secrets.read(auth.bearer()));
    }
    return answer(request.build());
  }

  private static URI uri(String address) throws IOException {
    try {
      return URI.create(address);
    } catch (IllegalArgumentException e) {
      throw new IOException("the address is no web address", e);
    }
  }

  private Answer answer(HttpRequest request) throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<String>> asked =
        client().sendAsync(request, info -> new BoundedBody(LONGEST_ANSWER));
    try {
      HttpResponse<String> response = asked.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return new Answer(
          response.statusCode(),
          response.headers().firstValue("Retry-After"),
          response.body().replaceAll("\\p{Cntrl}+", " ").strip());
    } catch (TimeoutException e) {
      throw new IOException("no whole answer within " + timeout.toMillis() + " ms", e);
    } catch (ExecutionException e) {
      throw new IOException(described(e.getCause() == null ? e : e.getCause()), e);
    } finally {
      asked.cancel(true);
    }
  }

  private HttpClient client() throws IOException {
    HttpClient known = client;
    if (known != null) {
      return known;
    }
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(timeout)
            .executor(threads);
    if (tls.isCustom()) {
      builder.sslContext(TlsContext.of(tls));
    }
    HttpClient made = builder.build();
    client = made;
    return made;
  }

  /** The innermost cause says most; its class says what its message leaves out. */
  private static String described(Throwable error) {
    Throwable inner = error;
    while (inner.getCause() != null && inner.getCause() != inner) {
      inner = inner.getCause();
    }
    if (inner instanceof UnresolvedAddressException) {
      return "there is no host of that name";
    }
    if (error instanceof ConnectException && inner instanceof ClosedChannelException) {
      return "nobody listens at the address"; // Which is all that Java says of a refused
      // connection.
    }
    String message = inner.getMessage();
    return inner.getClass().getSimpleName() + (message == null ? "" : ": " + message);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
