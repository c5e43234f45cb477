package io.pulltriage.streams.topology.outbreak;

import io.pulltriage.schemas.internal.Contribution;
import io.pulltriage.streams.config.OutbreakConfig;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Blames scopes for the failures of one cluster, and follows what the cluster contributes to each.
 * Pure and thread-safe.
 */
public final class Attribution {

  private final OutbreakConfig config;
  private final ClusterWeighing weighing;
  private final StandingBlames standing;
  private final Contributions contributions;

  /** Attributes by these settings. */
  public Attribution(OutbreakConfig config) {
    this.config = config;
    this.weighing = new ClusterWeighing(config);
    this.standing = new StandingBlames(config);
    this.contributions = new Contributions(config);
  }

  /**
   * How a cluster stands.
   *
   * @param cluster the cluster
   * @param incidents those that bear on outbreaks
   * @param known what the cluster contributed before, by id
   * @param now the time in the cluster
   * @param heard its watermark
   */
  public record Input(
      String cluster,
      Collection<IncidentFacts> incidents,
      Map<String, Contribution> known,
      Instant now,
      Instant heard) {}

  /** What is asked for only where something fails. */
  public interface Surroundings {

    /** Pulls that succeeded up to a time. */
    List<Successes.Pull> pulls(Instant now);

    /** Containers that run from an image, by its normalized reference. */
    int running(String image);

    /** Zones of the nodes that are there at a time, an empty text for none, by name. */
    Map<String, String> zones(Instant now);
  }

  /**
   * What came of it.
   *
   * @param contributions all that the cluster contributes now, changed or not, by id
   * @param scopes of each incident that fails the contributions that explain it, that of most of
   *     its pods first; empty where nothing was weighed
   * @param behind of incidents whose pull may only wait for another on its node, the image of that
   */
  public record Result(
      Map<String, Contribution> contributions,
      Map<String, List<String>> scopes,
      Map<String, String> behind) {}

  /** Weighs what fails in a cluster against what succeeds. */
  public Result of(Input input, Supplier<Surroundings> surroundings) {
    Instant now = input.now();
    if (isSilent(input.heard(), now)) {
      return new Result(
          contributions.silent(input.known(), input.heard(), now), Map.of(), Map.of());
    }
    List<Failure> failures = new ArrayList<>();
    Map<String, Instant> ended = new HashMap<>();
    input.incidents().forEach(incident -> sort(incident, now, failures, ended));
    boolean rests =
        failures.isEmpty()
            && input.known().values().stream().allMatch(known -> known.getEndedAt().isPresent());
    Map<String, Blame> blames = Map.of();
    Map<String, String> behind = new TreeMap<>();
    if (!rests) {
      Situation situation = situation(input, failures, surroundings.get());
      blames = standing.of(situation, input.known(), weighing.of(situation));
      SerialPulls.of(situation)
          .forEach(
              (waiting, head) -> behind.put(waiting.id(), head.incident().image().getReference()));
    }
    Map<String, List<String>> scopes = new TreeMap<>();
    failures.forEach(failure -> scopes.put(failure.id(), List.of()));
    scopes.putAll(explained(blames));
    return new Result(
        withLastFailures(
            contributions.next(input.cluster(), input.known(), blames, scopes.keySet(), ended, now),
            input.incidents()),
        scopes,
        behind);
  }

  /**
   * An incident may have ended between two looks: its last failure counts all the same, whichever
   * states in between were seen.
   */
  private static Map<String, Contribution> withLastFailures(
      Map<String, Contribution> contributions, Collection<IncidentFacts> incidents) {
    Map<String, Instant> last = new HashMap<>();
    incidents.forEach(incident -> last.put(incident.id(), incident.lastFailure()));
    contributions.replaceAll(
        (scope, contribution) ->
            contribution.getSettled() ? contribution : withLastFailure(contribution, last));
    return contributions;
  }

  private static Contribution withLastFailure(
      Contribution contribution, Map<String, Instant> last) {
    Instant newest = contribution.getLastFailure();
    for (String id : contribution.getIncidentIds()) {
      Instant failure = last.getOrDefault(id, newest);
      newest = failure.isAfter(newest) ? failure : newest;
    }
    return newest.equals(contribution.getLastFailure())
        ? contribution
        : Contribution.newBuilder(contribution).setLastFailure(newest).build();
  }

  /** Whether nothing has been heard of a cluster for so long that it keeps no outbreak open. */
  public boolean isSilent(Instant heard, Instant now) {
    return heard.plus(config.silentAfter()).isBefore(now);
  }

  private static Situation situation(
      Input input, List<Failure> failures, Surroundings surroundings) {
    Map<String, Integer> running = new HashMap<>();
    failures.forEach(failure -> running.computeIfAbsent(failure.image(), surroundings::running));
    return new Situation(
        input.cluster(),
        failures,
        new Successes(surroundings.pulls(input.now())),
        running,
        new Places(surroundings.zones(input.now())),
        input.now());
  }

  /** Facts may be ahead of the time that is looked at. */
  private static void sort(
      IncidentFacts incident, Instant now, List<Failure> failures, Map<String, Instant> ended) {
    Optional<Instant> end = incident.endedAt().filter(at -> !at.isAfter(now));
    if (end.isPresent()) {
      ended.put(incident.id(), end.get());
      return;
    }
    for (IncidentFacts.OnNode on : incident.nodes()) {
      boolean fails =
          !on.since().isAfter(now) && on.endedAt().filter(at -> !at.isAfter(now)).isEmpty();
      if (fails) {
        failures.add(new Failure(incident, on.node(), on.pods(), on.since()));
      }
    }
  }

  private static Map<String, List<String>> explained(Map<String, Blame> blames) {
    Map<String, Map<String, Integer>> pods = new HashMap<>();
    blames.forEach(
        (scope, blame) ->
            blame
                .failures()
                .forEach(
                    failure ->
                        pods.computeIfAbsent(failure.id(), id -> new TreeMap<>())
                            .merge(scope, failure.pods(), Integer::sum)));
    Map<String, List<String>> explained = new HashMap<>();
    pods.forEach(
        (id, byScope) ->
            explained.put(
                id,
                byScope.entrySet().stream()
                    .sorted(
                        Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                            .thenComparing(Map.Entry.comparingByKey()))
                    .map(Map.Entry::getKey)
                    .toList()));
    return explained;
  }

  /**
   * A contribution that a later one of the same cluster to the same scope takes the place of, as it
   * stays.
   */
  public Contribution superseded(Contribution before, Instant now) {
    return contributions.aged(before, before.getEndedAt().orElse(now), now);
  }

  /**
   * What OUTBREAKS is told of a contribution: as many incidents as an outbreak names.
   *
   * @param flush whether whatever waits is to be published
   */
  public static Contribution told(Contribution contribution, boolean flush) {
    List<String> ids = contribution.getIncidentIds();
    return ids.size() <= OutbreakSummary.INCIDENT_IDS && !flush
        ? contribution
        : Contribution.newBuilder(contribution)
            .setIncidentIds(ids.subList(0, Math.min(ids.size(), OutbreakSummary.INCIDENT_IDS)))
            .setFlush(flush)
            .build();
  }

  /** A hash of what of a contribution OUTBREAKS must know at once. */
  public static long significance(Contribution contribution) {
    return Contributions.significance(contribution);
  }

  /** A hash of its counters, which may wait. */
  public static long counters(Contribution contribution) {
    return Contributions.counters(contribution);
  }
}
