package io.pulltriage.streams.alert.sink;

import io.pulltriage.streams.alert.text.AlertText;
import io.pulltriage.streams.alert.text.Links;
import io.pulltriage.streams.config.alerts.AlertsConfig;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Makes the sinks of a configuration. */
public final class Sinks {

  private Sinks() {}

  /** All of them, by name; nothing is connected yet. */
  public static List<AlertSink> of(AlertsConfig config, Secrets secrets, Clock clock) {
    AlertText text = new AlertText(new Links(config.links()));
    List<AlertSink> sinks = new ArrayList<>();
    config
        .alertmanagers()
        .forEach((name, one) -> sinks.add(new AlertmanagerSink(name, one, text, secrets, clock)));
    config
        .webhooks()
        .forEach((name, one) -> sinks.add(new WebhookSink(name, one, text, secrets, clock)));
    config
        .slack()
        .forEach((name, one) -> sinks.add(new SlackSink(name, one, text, secrets, clock)));
    sinks.sort(Comparator.comparing(AlertSink::name));
    return sinks;
  }
}
