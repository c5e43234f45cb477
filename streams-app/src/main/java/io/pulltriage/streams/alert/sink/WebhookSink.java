package io.pulltriage.streams.alert.sink;

import io.pulltriage.streams.alert.text.AlertMessage;
import io.pulltriage.streams.alert.text.AlertText;
import io.pulltriage.streams.alert.text.EventJson;
import io.pulltriage.streams.config.alerts.WebhookConfig;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A receiver of CloudEvents over HTTP. */
public final class WebhookSink implements AlertSink {

  private static final URI NAMELESS = URI.create("urn:pulltriage");

  private final String name;
  private final WebhookConfig config;
  private final EventJson json;
  private final URI source;
  private final Secrets secrets;
  private final Clock clock;
  private final HttpPost http;

  /** A receiver by its name in the configuration; nothing is connected yet. */
  public WebhookSink(
      String name, WebhookConfig config, AlertText text, Secrets secrets, Clock clock) {
    this.name = name;
    this.config = config;
    this.json = new EventJson(text);
    this.source = text.links().home().map(URI::create).orElse(NAMELESS);
    this.secrets = secrets;
    this.clock = clock;
    this.http = new HttpPost(config.timeout(), config.auth(), config.tls(), secrets);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String type() {
    return "webhook";
  }

  @Override
  public int batch() {
    return 1;
  }

  @Override
  public List<Outcome> deliver(List<AlertMessage> messages) throws InterruptedException {
    List<Outcome> outcomes = new ArrayList<>();
    for (AlertMessage message : messages) {
      outcomes.add(deliver(message));
    }
    return outcomes;
  }

  private Outcome deliver(AlertMessage message) throws InterruptedException {
    try {
      EventRequest request =
          EventRequest.of(message, json, source, config.mode().equals(WebhookConfig.BINARY));
      Map<String, String> headers = new HashMap<>(request.headers());
      headers.put("Idempotency-Key", message.id());
      if (config.signing().isGiven()) {
        headers.putAll(
            WebhookSignature.headers(
                secrets.read(config.signing()), message.id(), clock.instant(), request.body()));
      }
      String address = config.url().isBlank() ? secrets.read(config.urlFrom()) : config.url();
      return http.post(address, headers, request.body()).outcome(clock);
    } catch (IOException e) {
      return new Outcome.Retry(String.valueOf(e.getMessage()), Optional.empty());
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
