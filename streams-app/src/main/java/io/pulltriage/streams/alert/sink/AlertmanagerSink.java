package io.pulltriage.streams.alert.sink;

import io.pulltriage.streams.alert.text.AlertMessage;
import io.pulltriage.streams.alert.text.AlertText;
import io.pulltriage.streams.alert.text.AlertmanagerJson;
import io.pulltriage.streams.config.alerts.AlertmanagerConfig;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An Alertmanager, by its API of version 2. It groups, inhibits and silences by itself. */
public final class AlertmanagerSink implements AlertSink {

  /** An alert lasts for so many intervals without being sent again, as Prometheus does it. */
  private static final int LASTS_INTERVALS = 4;

  private static final int BAD_REQUEST = 400;

  private final String name;
  private final AlertmanagerConfig config;
  private final AlertmanagerJson json;
  private final Clock clock;
  private final HttpPost http;

  /** An Alertmanager by its name in the configuration; nothing is connected yet. */
  public AlertmanagerSink(
      String name, AlertmanagerConfig config, AlertText text, Secrets secrets, Clock clock) {
    this.name = name;
    this.config = config;
    this.json = new AlertmanagerJson(text, config.refreshEvery().multipliedBy(LASTS_INTERVALS));
    this.clock = clock;
    this.http = new HttpPost(config.timeout(), config.auth(), config.tls(), secrets);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String type() {
    return "alertmanager";
  }

  @Override
  public int batch() {
    return config.batch();
  }

  /** One that it cannot read does not keep the others from it. */
  @Override
  public List<Outcome> deliver(List<AlertMessage> messages) throws InterruptedException {
    Optional<Outcome> all = post(messages);
    if (all.isPresent()) {
      return Collections.nCopies(messages.size(), all.get());
    }
    int half = messages.size() / 2;
    List<Outcome> outcomes = new ArrayList<>(deliver(messages.subList(0, half)));
    outcomes.addAll(deliver(messages.subList(half, messages.size())));
    return List.copyOf(outcomes);
  }

  /** What became of all of them; empty if some of them may be at fault. */
  private Optional<Outcome> post(List<AlertMessage> messages) throws InterruptedException {
    try {
      Answer answer =
          http.post(
              config.url().strip().replaceAll("/+$", "") + "/api/v2/alerts",
              Map.of("Content-Type", "application/json"),
              json.body(messages));
      return answer.status() == BAD_REQUEST && messages.size() > 1
          ? Optional.empty()
          : Optional.of(answer.outcome(clock));
    } catch (IOException e) {
      return Optional.of(new Outcome.Retry(String.valueOf(e.getMessage()), Optional.empty()));
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
