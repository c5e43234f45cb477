package io.pulltriage.standalone.remote;

import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.Outbreak;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** The REST interface of a running instance. Thread-safe. */
public final class RemoteApi {

  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(60);
  private static final int OK = 200;
  private static final int ACCEPTED = 202;
  private static final int MOST_PROBLEM_BYTES = 64 * 1024;

  private final RemoteTarget target;
  private final HttpClient http;

  /**
   * Asks nothing yet.
   *
   * @throws IOException if the authority's file cannot be used
   */
  public RemoteApi(RemoteTarget target) throws IOException {
    this.target = target;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_WITHIN)
            .followRedirects(HttpClient.Redirect.NEVER);
    if (target.authority().isPresent()) {
      builder.sslContext(TrustedAuthority.of(target.authority().get()));
    }
    this.http = builder.build();
  }

  /** Incidents that satisfy the filters, over as many pages as it takes. */
  public RemotePage<Incident> incidents(Map<String, String> filters, int most)
      throws IOException, InterruptedException {
    return pages("/api/v1/incidents", filters, most, AnswerReader.records(Incident.class));
  }

  /** Outbreaks that satisfy the filters, over as many pages as it takes. */
  public RemotePage<Outbreak> outbreaks(Map<String, String> filters, int most)
      throws IOException, InterruptedException {
    return pages("/api/v1/outbreaks", filters, most, AnswerReader.records(Outbreak.class));
  }

  /** Watch status of the clusters that satisfy the filters. */
  public RemotePage<ClusterState> clusters(Map<String, String> filters)
      throws IOException, InterruptedException {
    return AnswerReader.page(get("/api/v1/clusters", filters), AnswerReader::cluster);
  }

  /** One incident. */
  public Incident incident(String id) throws IOException, InterruptedException {
    return AnswerReader.one(
        get("/api/v1/incidents/" + encoded(id), Map.of()), AnswerReader.records(Incident.class));
  }

  /** One outbreak. */
  public Outbreak outbreak(String id) throws IOException, InterruptedException {
    return AnswerReader.one(
        get("/api/v1/outbreaks/" + encoded(id), Map.of()), AnswerReader.records(Outbreak.class));
  }

  /** How the sinks of alerts stand. */
  public RemoteAlerts alerts() throws IOException, InterruptedException {
    return AnswerReader.one(get("/api/v1/alerts", Map.of()), RemoteAlerts::read);
  }

  /**
   * Has all messages tried anew that were given up.
   *
   * @return how many there were
   */
  public int retryAlerts() throws IOException, InterruptedException {
    HttpRequest request =
        request("/api/v1/alerts/retry", Map.of())
            .timeout(ANSWER_WITHIN)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    return AnswerReader.one(send(request), json -> json.path("parked").asInt());
  }

  /** Opens the stream of changes; whoever reads it closes it. */
  public InputStream changes(Map<String, String> filters, Optional<String> lastEventId)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        request("/api/v1/stream", filters).header("Accept", "text/event-stream");
    lastEventId.ifPresent(id -> request.header("Last-Event-ID", id));
    return send(request.build());
  }

  private <T> RemotePage<T> pages(
      String path, Map<String, String> filters, int most, AnswerReader.Item<T> item)
      throws IOException, InterruptedException {
    List<T> items = new ArrayList<>();
    Optional<String> warning = Optional.empty();
    Optional<String> next = Optional.empty();
    do {
      Map<String, String> parameters = new LinkedHashMap<>(filters);
      parameters.put("limit", String.valueOf(Math.min(1_000, most - items.size())));
      next.ifPresent(cursor -> parameters.put("cursor", cursor));
      RemotePage<T> page = AnswerReader.page(get(path, parameters), item);
      items.addAll(page.items());
      if (page.warning().isPresent()) {
        warning = page.warning();
      }
      next = page.next();
    } while (next.isPresent() && items.size() < most);
    return new RemotePage<>(items, next, warning);
  }

  private InputStream get(String path, Map<String, String> parameters)
      throws IOException, InterruptedException {
    return send(request(path, parameters).timeout(ANSWER_WITHIN).build());
  }

  private HttpRequest.Builder request(String path, Map<String, String> parameters) {
    StringBuilder address = new StringBuilder(target.server().toString().replaceAll("/+$", ""));
    address.append(path);
    char separator = '?';
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      address
          .append(separator)
          .append(parameter.getKey())
          .append('=')
          .append(encoded(parameter.getValue()));
      separator = '&';
    }
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address.toString()));
    target.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
    return request;
  }

  private InputStream send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<InputStream> response;
    try {
      response = http.send(request, BodyHandlers.ofInputStream());
    } catch (ConnectException e) {
      throw new RemoteException(
          "no PullTriage answers at " + target + "; is it running? --server names another", e);
    } catch (HttpTimeoutException e) {
      throw new RemoteException(target + " does not answer in time", e);
    } catch (SSLException e) {
      throw new RemoteException(
          "%s: %s; --ca names the authority's file".formatted(target, e.getMessage()), e);
    }
    if (response.statusCode() != OK && response.statusCode() != ACCEPTED) {
      try (InputStream body = response.body()) {
        throw refused(response.statusCode(), body.readNBytes(MOST_PROBLEM_BYTES));
      }
    }
    return response.body();
  }

  private RemoteException refused(int status, byte[] body) {
    String detail = AnswerReader.detail(body).orElse("HTTP status " + status);
    String advice = status == 401 ? "; --token-file names the token's file" : "";
    return new RemoteException(status, target + ": " + detail + advice);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
