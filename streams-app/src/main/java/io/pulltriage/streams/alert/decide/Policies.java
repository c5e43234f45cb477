package io.pulltriage.streams.alert.decide;

import io.pulltriage.streams.config.alerts.AlertmanagerConfig;
import io.pulltriage.streams.config.alerts.AlertsConfig;
import io.pulltriage.streams.config.alerts.RouteConfig;
import java.util.List;
import java.util.Optional;

/** Reads off the configuration how each sink is told. Pure. */
public final class Policies {

  private static final String UNNAMED = "(everything)";

  private Policies() {}

  /** How a sink is told: by the routes that name it, or of everything if none does. */
  public static SinkPolicy of(AlertsConfig config, String sink) {
    Optional<AlertmanagerConfig> manager = Optional.ofNullable(config.alertmanagers().get(sink));
    List<Route> routes =
        config.routes().entrySet().stream()
            .filter(route -> route.getValue().sinks().contains(sink))
            .map(route -> new Route(route.getKey(), route.getValue()))
            .toList();
    if (routes.isEmpty()) {
      RouteConfig all = manager.isPresent() ? RouteConfig.everything() : RouteConfig.defaults();
      routes = List.of(new Route(UNNAMED, all));
    }
    return new SinkPolicy(sink, routes, manager.map(AlertmanagerConfig::refreshEvery));
  }
}
