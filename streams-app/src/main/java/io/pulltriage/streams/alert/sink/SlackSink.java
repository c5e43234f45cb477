package io.pulltriage.streams.alert.sink;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.pulltriage.streams.alert.text.AlertMessage;
import io.pulltriage.streams.alert.text.AlertText;
import io.pulltriage.streams.alert.text.SlackText;
import io.pulltriage.streams.config.alerts.HttpAuthConfig;
import io.pulltriage.streams.config.alerts.SlackConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An incoming webhook of Slack, or of what takes the same. */
public final class SlackSink implements AlertSink {

  private static final JsonFactory JSON = new JsonFactory();

  private final String name;
  private final SlackConfig config;
  private final SlackText text;
  private final Secrets secrets;
  private final Clock clock;
  private final HttpPost http;

  /** A webhook by its name in the configuration; nothing is connected yet. */
  public SlackSink(String name, SlackConfig config, AlertText text, Secrets secrets, Clock clock) {
    this.name = name;
    this.config = config;
    this.text = new SlackText(text);
    this.secrets = secrets;
    this.clock = clock;
    this.http = new HttpPost(config.timeout(), HttpAuthConfig.none(), config.tls(), secrets);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String type() {
    return "slack";
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
      String address = config.url().isBlank() ? secrets.read(config.urlFrom()) : config.url();
      return http.post(address, Map.of("Content-Type", "application/json"), body(message))
          .outcome(clock);
    } catch (IOException e) {
      return new Outcome.Retry(String.valueOf(e.getMessage()), Optional.empty());
    }
  }

  private byte[] body(AlertMessage message) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = JSON.createGenerator(bytes)) {
      out.writeStartObject();
      out.writeStringField("text", text.of(message));
      out.writeEndObject();
    }
    return bytes.toByteArray();
  }

  @Override
  public void close() {
    http.close();
  }
}
