package io.pulltriage.streams.config.alerts;

import io.pulltriage.settings.Setting;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who is told of incidents and outbreaks. Without sinks nobody is. Immutable.
 *
 * @param alertmanagers by name
 * @param webhooks by name
 * @param slack by name
 * @param routes who is told of what, by name
 * @param silences times of quiet, by name
 * @param digest when many alerts become one message
 * @param retry what becomes of a message that was not taken
 * @param links where alerts point to
 */
public record AlertsConfig(
    @Setting("Alertmanagers, by a name of your choice.")
        Map<String, AlertmanagerConfig> alertmanagers,
    @Setting("Receivers of CloudEvents, by a name of your choice.")
        Map<String, WebhookConfig> webhooks,
    @Setting("Incoming webhooks of Slack, by a name of your choice.")
        Map<String, SlackConfig> slack,
    @Setting(
            "Who is told of what, by a name of your choice; a sink is told what any of its routes"
                + " matches. A sink that no route names is told everything.")
        Map<String, RouteConfig> routes,
    @Setting("Times of quiet, by a name of your choice.") Map<String, SilenceConfig> silences,
    DigestConfig digest,
    RetryConfig retry,
    LinksConfig links) {

  /** Refuses what cannot be. */
  public AlertsConfig {
    alertmanagers = Map.copyOf(alertmanagers);
    webhooks = Map.copyOf(webhooks);
    slack = Map.copyOf(slack);
    routes = Map.copyOf(routes);
    silences = Map.copyOf(silences);
    alertmanagers.forEach((name, one) -> requireAddress("alertmanagers." + name, one.url(), null));
    webhooks.forEach((name, one) -> requireAddress("webhooks." + name, one.url(), one.urlFrom()));
    slack.forEach((name, one) -> requireAddress("slack." + name, one.url(), one.urlFrom()));
    requireDifferent(alertmanagers, webhooks, slack);
    requireSinks(new TreeMap<>(routes), names(alertmanagers, webhooks, slack));
  }

  /** Nobody is told. */
  public static AlertsConfig defaults() {
    return new AlertsConfig(
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        DigestConfig.defaults(),
        RetryConfig.defaults(),
        LinksConfig.none());
  }

  /** The same with these Alertmanagers and no other. */
  public AlertsConfig withAlertmanagers(Map<String, AlertmanagerConfig> others) {
    return new AlertsConfig(others, webhooks, slack, routes, silences, digest, retry, links);
  }

  /** Names of all sinks, in order. */
  public Set<String> sinks() {
    return names(alertmanagers, webhooks, slack);
  }

  private static void requireAddress(String key, String url, @Nullable SecretConfig urlFrom) {
    boolean elsewhere = urlFrom != null && urlFrom.isGiven();
    if (url.isBlank() != elsewhere) {
      throw new IllegalArgumentException(
          key + ".url must be given" + (elsewhere ? " once, beside urlFrom it is twice" : ""));
    }
  }

  private static Set<String> names(Map<String, ?> one, Map<String, ?> two, Map<String, ?> three) {
    Set<String> names = new TreeSet<>(one.keySet());
    names.addAll(two.keySet());
    names.addAll(three.keySet());
    return names;
  }

  private static void requireDifferent(
      Map<String, ?> alertmanagers, Map<String, ?> webhooks, Map<String, ?> slack) {
    Set<String> seen = new HashSet<>(alertmanagers.keySet());
    for (String name : webhooks.keySet()) {
      if (!seen.add(name)) {
        throw new IllegalArgumentException(
            "webhooks." + name + " has the name of another sink; routes could not tell them apart");
      }
    }
    for (String name : slack.keySet()) {
      if (!seen.add(name)) {
        throw new IllegalArgumentException(
            "slack." + name + " has the name of another sink; routes could not tell them apart");
      }
    }
  }

  private static void requireSinks(Map<String, RouteConfig> routes, Set<String> sinks) {
    routes.forEach(
        (name, route) -> {
          if (route.sinks().isEmpty()) {
            throw new IllegalArgumentException(
                "routes." + name + ".sinks must name a sink; otherwise it does nothing");
          }
          for (String sink : route.sinks()) {
            if (!sinks.contains(sink)) {
              throw new IllegalArgumentException(
                  "routes."
                      + name
                      + ".sinks names '"
                      + sink
                      + "', which is no sink; there are: "
                      + String.join(", ", sinks));
            }
          }
        });
  }
}
