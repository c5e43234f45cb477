package io.pulltriage.streams.alert.decide;

import java.time.Duration;
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

  /** Whether the sink itself groups, inhibits and remembers, as an Alertmanager does. */
  public boolean managesAlerts() {
    return refreshEvery.isPresent();
  }
}
