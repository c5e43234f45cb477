package io.pulltriage.streams.alert.decide;

import io.pulltriage.streams.alert.decide.SinkPolicy.Route;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is to be done about one subject and one sink. Who was told that something began is told that
 * it is over, whatever routes and silences say by then; who was not is told neither.
 */
public sealed interface Decision {

  /** Why a sink is not told, or not yet. */
  enum Reason {
    /** No route of the sink matches. */
    ROUTE,
    /** It is part of an open outbreak, which is told instead. */
    OUTBREAK,
    /** It has too few pods. */
    SIZE,
    /** A silence matches. */
    SILENCE,
    /** It has not lasted long enough. */
    AGE,
    /** It was over before it was told. */
    OVER,
    /** Another instance tells it now. */
    MOVED;

    /** In small letters, as metrics have it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The sink is to be told now.
   *
   * @param change what
   */
  record Tell(Change change) implements Decision {}

  /**
   * The sink is to be told, but not before a time.
   *
   * @param at when
   */
  record Wait(Instant at) implements Decision {}

  /**
   * The sink is not to be told as things are.
   *
   * @param reason why
   * @param until when that may be otherwise though nothing changes; empty for never
   */
  record Hold(Reason reason, Optional<Instant> until) implements Decision {}

  /**
   * The sink knows all that it is to know.
   *
   * @param again when it is to be told again; empty for never
   */
  record Done(Optional<Instant> again) implements Decision {}

  /**
   * Decides. Pure.
   *
   * @param subject as it is now
   * @param told what the sink was told of it
   * @param policy how the sink is told
   * @param silences all that there are, ended ones too
   * @param time now
   */
  static Decision of(
      Subject subject, Told told, SinkPolicy policy, Collection<Silence> silences, Instant time) {
    if (!told.open()) {
      return subject.isOpen()
          ? notYetTold(subject, policy, silences, time)
          : new Done(Optional.empty());
    }
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
      routes = routes.stream().filter(route -> route.config().inOutbreaks()).toList();
      if (routes.isEmpty()) {
        return new Hold(Reason.OUTBREAK, Optional.empty());
      }
    }
    routes = routes.stream().filter(one -> subject.pods() >= one.config().minPods()).toList();
    if (routes.isEmpty()) {
      return new Hold(Reason.SIZE, Optional.empty());
    }
    Optional<Instant> silent =
        silences.stream()
            .filter(silence -> silence.silences(subject, time))
            .map(Silence::until)
            .max(Comparator.naturalOrder());
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
}
