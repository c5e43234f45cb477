package io.pulltriage.streams.alert.decide;

import io.pulltriage.streams.alert.decide.Decision.Done;
import io.pulltriage.streams.alert.decide.Decision.Hold;
import io.pulltriage.streams.alert.decide.Decision.Tell;
import io.pulltriage.streams.alert.decide.Decision.Wait;
import io.pulltriage.streams.alert.subject.Subject;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Whether a sink is to be told of a subject, from how the subject is, what the sink was told of it
 * and the time. Who was told that something began is told that it is over, whatever routes and
 * silences say by then; who was not is told neither. Pure.
 */
public final class AlertDecision {

  private AlertDecision() {}

  /**
   * What is to be done.
   *
   * @param subject as it is now
   * @param told what the sink was told of it
   * @param policy how the sink is told
   * @param silences all that there are, ended ones too
   * @param time now
   */
  public static Decision decide(
      Subject subject, Told told, SinkPolicy policy, Collection<Silence> silences, Instant time) {
    if (told.open()) {
      return toldAlready(subject, told, policy, time);
    }
    return subject.isOpen()
        ? notYetTold(subject, policy, silences, time)
        : new Done(Optional.empty());
  }

  private static Decision toldAlready(Subject subject, Told told, SinkPolicy policy, Instant time) {
    if (!subject.isOpen()) {
      return new Tell(Change.RESOLVED);
    }
    if (told.differsFrom(subject, policy.managesAlerts())) {
      return new Tell(Change.CHANGED);
    }
    Optional<Instant> again = policy.refreshEvery().map(every -> told.at().plus(every));
    return again.isPresent() && !time.isBefore(again.get())
        ? new Tell(Change.REFRESHED)
        : new Done(again);
  }

  private static Decision notYetTold(
      Subject subject, SinkPolicy policy, Collection<Silence> silences, Instant time) {
    List<Route> routes = policy.routes().stream().filter(one -> one.matches(subject)).toList();
    if (routes.isEmpty()) {
      return new Hold(Reason.ROUTE, Optional.empty());
    }
    if (subject.partOf().isPresent() && !policy.managesAlerts()) {
      routes = routes.stream().filter(Route::takesPartsOfOutbreaks).toList();
      if (routes.isEmpty()) {
        return new Hold(Reason.OUTBREAK, Optional.empty());
      }
    }
    routes = routes.stream().filter(route -> route.isLargeEnough(subject)).toList();
    if (routes.isEmpty()) {
      return new Hold(Reason.SIZE, Optional.empty());
    }
    Optional<Instant> silent = silentUntil(subject, silences, time);
    if (silent.isPresent()) {
      return new Hold(Reason.SILENCE, silent);
    }
    Instant due =
        routes.stream()
            .map(route -> route.dueFor(subject))
            .min(Comparator.naturalOrder())
            .orElseThrow();
    return time.isBefore(due) ? new Wait(due) : new Tell(Change.OPENED);
  }

  /** When the last of the silences ends that match. */
  private static Optional<Instant> silentUntil(
      Subject subject, Collection<Silence> silences, Instant time) {
    return silences.stream()
        .filter(silence -> silence.silences(subject, time))
        .map(Silence::until)
        .max(Comparator.naturalOrder());
  }
}
