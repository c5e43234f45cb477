package io.pulltriage.streams.alert.decide;

import io.pulltriage.schemas.AlertKind;
import io.pulltriage.streams.config.alerts.AlertmanagerConfig;
import io.pulltriage.streams.config.alerts.AlertsConfig;
import io.pulltriage.streams.config.alerts.RouteConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How one sink is told. Immutable.
 *
 * @param sink its name
 * @param routes what it is told of: whatever one of them takes
 * @param refreshEvery how often it is told again what still lasts; empty for sinks that remember
 */
public record SinkPolicy(String sink, List<Route> routes, Optional<Duration> refreshEvery) {

  /** Copies the list, so that nobody changes it later. */
  public SinkPolicy {
    routes = List.copyOf(routes);
  }

  /** As it is configured: by the routes that name the sink, or of everything if none does. */
  public static SinkPolicy of(AlertsConfig config, String sink) {
    Optional<AlertmanagerConfig> manager = Optional.ofNullable(config.alertmanagers().get(sink));
    List<Route> routes =
        config.routes().values().stream()
            .filter(route -> route.sinks().contains(sink))
            .map(Route::new)
            .toList();
    if (routes.isEmpty()) {
      RouteConfig all = manager.isPresent() ? RouteConfig.everything() : RouteConfig.defaults();
      routes = List.of(new Route(all));
    }
    return new SinkPolicy(sink, routes, manager.map(AlertmanagerConfig::refreshEvery));
  }

  /** Whether the sink itself groups, inhibits and remembers, as an Alertmanager does. */
  public boolean managesAlerts() {
    return refreshEvery.isPresent();
  }

  /**
   * One way in which a sink is told. Immutable.
   *
   * @param config as it is configured
   * @param selection what it matches
   */
  public record Route(RouteConfig config, Selection selection) {

    /** As it is configured. */
    public Route(RouteConfig config) {
      this(config, new Selection(config.match()));
    }

    boolean matches(Subject subject) {
      return selection.matches(subject);
    }

    /** When the subject is old enough. */
    Instant dueFor(Subject subject) {
      return subject.kind() == AlertKind.OUTBREAK
          ? subject.firstSeen()
          : subject.firstSeen().plus(config.minAge());
    }
  }
}
