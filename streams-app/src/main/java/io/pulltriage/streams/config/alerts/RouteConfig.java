package io.pulltriage.streams.config.alerts;

import io.pulltriage.settings.Checks;
import io.pulltriage.settings.Setting;
import java.time.Duration;
import java.util.List;

/**
 * What some sinks are told of.
 *
 * @param sinks who is told
 * @param match of what
 * @param minAge for how long it must have lasted
 * @param minPods how many pods must be affected
 * @param inOutbreaks whether incidents are told that are part of an outbreak
 */
public record RouteConfig(
    @Setting("Names of the sinks that are told.") List<String> sinks,
    SelectionConfig match,
    @Setting(
            "How long an incident must have lasted. Outbreaks are told at once: they have proved"
                + " themselves before they open.")
        Duration minAge,
    @Setting("How many pods an incident or outbreak must have.") int minPods,
    @Setting(
            "Whether incidents that are part of an open outbreak are told one by one. Alertmanagers"
                + " are told in any case, and inhibit them.")
        boolean inOutbreaks) {

  /** Refuses what cannot be. */
  public RouteConfig {
    sinks = List.copyOf(sinks);
    if (minAge.isNegative()) {
      throw new IllegalArgumentException("minAge must not be negative, is " + minAge);
    }
    Checks.requireBetween("minPods", minPods, 0, Integer.MAX_VALUE);
  }

  /** Everything, after two minutes: by then its cause is known, and whether it is an outbreak. */
  public static RouteConfig defaults() {
    return new RouteConfig(List.of(), SelectionConfig.any(), Duration.ofMinutes(2), 0, false);
  }

  /** Everything at once, for sinks that decide by themselves what people are told. */
  public static RouteConfig everything() {
    return new RouteConfig(List.of(), SelectionConfig.any(), Duration.ZERO, 0, true);
  }
}
