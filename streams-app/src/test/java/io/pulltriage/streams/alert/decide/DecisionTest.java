package io.pulltriage.streams.alert.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.Outbreak;
import io.pulltriage.schemas.Severity;
import io.pulltriage.streams.alert.decide.Decision.Done;
import io.pulltriage.streams.alert.decide.Decision.Hold;
import io.pulltriage.streams.alert.decide.Decision.Reason;
import io.pulltriage.streams.alert.decide.Decision.Tell;
import io.pulltriage.streams.alert.decide.Decision.Wait;
import io.pulltriage.streams.alert.decide.SinkPolicy.Route;
import io.pulltriage.streams.alert.testing.Samples;
import io.pulltriage.streams.config.alerts.RouteConfig;
import io.pulltriage.streams.config.alerts.SelectionConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each case: how it is, what was told, how the sink is told, and what is to be done. */
class DecisionTest {

  private static final Incident INCIDENT = Samples.incident("api");
  private static final Outbreak OUTBREAK = Samples.outbreak(INCIDENT);
  private static final Subject OPEN = Samples.subject(INCIDENT);
  private static final Subject PART = Samples.subject(Samples.under(INCIDENT, OUTBREAK));
  private static final Subject OVER = Samples.subject(Samples.resolved(INCIDENT));
  private static final Subject WIDE = Samples.subject(OUTBREAK);
  private static final Subject OTHER_CAUSE =
      Samples.subject(Incident.newBuilder(INCIDENT).setCause(Cause.FORBIDDEN).build());
  private static final Subject WORSE =
      Samples.subject(Incident.newBuilder(INCIDENT).setSeverity(Severity.CRITICAL).build());

  private static final Instant START = Samples.START;
  private static final Instant NOW = START.plus(Duration.ofMinutes(10));
  private static final Told NOTHING = Told.nothing(false);
  private static final Told OPENED = NOTHING.after(Change.OPENED, OPEN, START, false);
  private static final Told ENDED = OPENED.after(Change.RESOLVED, OVER, START, false);

  private static final SinkPolicy CHAT = policy(RouteConfig.defaults());
  private static final SinkPolicy MANAGER =
      new SinkPolicy(
          "manager",
          List.of(new Route(RouteConfig.everything())),
          Optional.of(Duration.ofMinutes(1)));

  static Stream<Arguments> cases() {
    return Stream.of(
        // Not told yet.
        row("begins", OPEN, NOTHING, CHAT, NOW, new Tell(Change.OPENED)),
        row("young", OPEN, NOTHING, CHAT, START, new Wait(START.plusSeconds(120))),
        row("outbreak at once", WIDE, NOTHING, CHAT, START, new Tell(Change.OPENED)),
        row("part of an outbreak", PART, NOTHING, CHAT, NOW, hold(Reason.OUTBREAK)),
        row("wanted all the same", PART, NOTHING, parts(), NOW, new Tell(Change.OPENED)),
        row("inhibited over there", PART, NOTHING, MANAGER, START, new Tell(Change.OPENED)),
        row("over before it was told", OVER, NOTHING, CHAT, NOW, done()),
        row("too small", OPEN, NOTHING, size(3), NOW, hold(Reason.SIZE)),
        row("large enough", OPEN, NOTHING, size(2), NOW, new Tell(Change.OPENED)),
        row("no route", OPEN, NOTHING, clusters("west*"), NOW, hold(Reason.ROUTE)),
        row("a route by pattern", OPEN, NOTHING, clusters("e*t"), NOW, new Tell(Change.OPENED)),
        row("begins again", OPEN, ENDED, CHAT, NOW, new Tell(Change.OPENED)),
        // Told that it began.
        row("nothing new", OPEN, OPENED, CHAT, NOW, done()),
        row("another cause", OTHER_CAUSE, OPENED, CHAT, NOW, new Tell(Change.CHANGED)),
        row("more urgent", WORSE, OPENED, CHAT, NOW, new Tell(Change.CHANGED)),
        row("joins an outbreak", PART, OPENED, CHAT, NOW, done()),
        row("joins it over there", PART, OPENED, MANAGER, START, new Tell(Change.CHANGED)),
        row("told again", OPEN, OPENED, MANAGER, NOW, new Tell(Change.REFRESHED)),
        row("not yet again", OPEN, OPENED, MANAGER, START, again(START.plusSeconds(60))),
        row("over", OVER, OPENED, CHAT, NOW, new Tell(Change.RESOLVED)),
        row("over, no route any more", OVER, OPENED, clusters("x"), NOW, new Tell(Change.RESOLVED)),
        row("told that it is over", OVER, ENDED, CHAT, NOW, done()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void shouldDecide(
      String name, Subject subject, Told told, SinkPolicy policy, Instant now, Decision expected) {
    assertThat(Decision.of(subject, told, policy, List.of(), now)).as(name).isEqualTo(expected);
  }

  static Stream<Arguments> silences() {
    SelectionConfig any = SelectionConfig.any();
    SelectionConfig elsewhere = clustersOnly("west");
    Instant end = NOW.plusSeconds(60);
    return Stream.of(
        Arguments.of("silent", OPEN, NOTHING, any, end, new Hold(Reason.SILENCE, Optional.of(end))),
        Arguments.of("elsewhere", OPEN, NOTHING, elsewhere, end, new Tell(Change.OPENED)),
        Arguments.of("ended", OPEN, NOTHING, any, NOW, new Tell(Change.OPENED)),
        Arguments.of("told before", OVER, OPENED, any, end, new Tell(Change.RESOLVED)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("silences")
  void shouldHeedSilences(
      String name,
      Subject subject,
      Told told,
      SelectionConfig match,
      Instant until,
      Decision expected) {
    Silence silence = new Silence("s", match, until, "ops", "");
    assertThat(Decision.of(subject, told, CHAT, List.of(silence), NOW))
        .as(name)
        .isEqualTo(expected);
  }

  private static Arguments row(
      String name, Subject subject, Told told, SinkPolicy policy, Instant now, Decision expected) {
    return Arguments.of(name, subject, told, policy, now, expected);
  }

  private static Hold hold(Reason reason) {
    return new Hold(reason, Optional.empty());
  }

  private static Done done() {
    return new Done(Optional.empty());
  }

  private static Done again(Instant at) {
    return new Done(Optional.of(at));
  }

  private static SinkPolicy parts() {
    return policy(new RouteConfig(List.of("chat"), SelectionConfig.any(), Duration.ZERO, 0, true));
  }

  private static SinkPolicy size(int pods) {
    return policy(
        new RouteConfig(List.of("chat"), SelectionConfig.any(), Duration.ZERO, pods, false));
  }

  private static SinkPolicy clusters(String pattern) {
    return policy(new RouteConfig(List.of("chat"), clustersOnly(pattern), Duration.ZERO, 0, false));
  }

  private static SelectionConfig clustersOnly(String pattern) {
    List<String> any = List.of();
    return new SelectionConfig(any, any, any, any, List.of(pattern), any);
  }

  private static SinkPolicy policy(RouteConfig route) {
    return new SinkPolicy("chat", List.of(new Route(route)), Optional.empty());
  }
}
