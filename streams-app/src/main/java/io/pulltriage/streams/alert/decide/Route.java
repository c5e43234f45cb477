package io.pulltriage.streams.alert.decide;

import io.pulltriage.schemas.AlertKind;
import io.pulltriage.streams.alert.subject.Subject;
import io.pulltriage.streams.config.alerts.RouteConfig;
import java.time.Duration;
import java.time.Instant;

/** One way in which a sink is told. Immutable and thread-safe. */
public final class Route {

  private final String name;
  private final RouteConfig config;
  private final Selection selection;

  /** A route by its name. */
  public Route(String name, RouteConfig config) {
    this.name = name;
    this.config = config;
    this.selection = new Selection(config.match());
  }

  /** Its name. */
  public String name() {
    return name;
  }

  boolean matches(Subject subject) {
    return selection.matches(subject);
  }

  boolean isLargeEnough(Subject subject) {
    return subject.pods() >= config.minPods();
  }

  boolean takesPartsOfOutbreaks() {
    return config.inOutbreaks();
  }

  /** When the subject is old enough for it. */
  Instant dueFor(Subject subject) {
    Duration age = subject.kind() == AlertKind.OUTBREAK ? Duration.ZERO : config.minAge();
    return subject.firstSeen().plus(age);
  }
}
