package io.pulltriage.streams.topology.triage;

import io.pulltriage.schemas.ClusterKey;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.Keys;
import io.pulltriage.schemas.internal.IncidentState;
import io.pulltriage.schemas.internal.PodFinding;
import io.pulltriage.streams.config.IncidentConfig;
import io.pulltriage.streams.topology.incident.Findings;
import io.pulltriage.streams.topology.incident.IncidentSummary;
import io.pulltriage.streams.topology.outbreak.IncidentFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The incidents of one cluster. An incident follows from the findings of its pods; a store keeps
 * what was published of it. Published is at once what a reader acts on, and counters from time to
 * time. Belongs to one task; not thread-safe.
 */
final class ClusterIncidents {

  /** An incident of more pods is looked at when time goes on rather than at each finding. */
  private static final int AT_ONCE = 32;

  /** How many times longer the counters of an incident that lasts wait. */
  private static final int LONGEST_REFRESH = 5;

  /** Contributions that an incident names; a DaemonSet may fail on many nodes, each by itself. */
  private static final int SCOPES = 50;

  /** How long what has ended still bears on outbreaks. */
  private static final Duration BEARS_FOR = Duration.ofHours(1);

  private final String cluster;
  private final TriageRules rules;
  private final TriageStores stores;
  private final ClusterPods pods;
  private final Output output;
  private final Map<String, Entry> entries = new HashMap<>();
  private final Map<String, Map<String, Long>> significanceByPod = new HashMap<>();
  private final Map<String, IncidentFacts> bearing = new TreeMap<>();
  private final Timers timers = new Timers();
  private final Set<String> changed = new TreeSet<>();
  private final Set<String> stale = new HashSet<>();

  /** Where incidents leave; null withdraws one. */
  @FunctionalInterface
  interface Output {
    void publish(String id, @Nullable Incident incident);
  }

  /** What is known of an incident beside its findings. */
  private static final class Entry {
    final Set<String> pods = new TreeSet<>();
    @Nullable IncidentState state;
  }

  ClusterIncidents(
      String cluster, TriageRules rules, TriageStores stores, ClusterPods pods, Output output) {
    this.cluster = cluster;
    this.rules = rules;
    this.stores = stores;
    this.pods = pods;
    this.output = output;
  }

  /**
   * Reads what was published and what the pods find, and publishes what was not published yet when
   * the task before ended.
   */
  void load(Instant now) {
    String prefix = ClusterKey.prefix(cluster);
    TriageStores.scan(
        stores.incidents(), prefix, (rest, state) -> entry(prefix + rest).state = state);
    Map<String, Map<String, PodFinding>> findingsByPod = new HashMap<>();
    pods.load(
        now,
        (pod, findings) -> {
          findingsByPod.put(pod, findings);
          note(pod, findings).keySet().forEach(id -> entry(id).pods.add(pod));
        });
    changed.addAll(entries.keySet());
    stale.addAll(entries.keySet());
    lookAtChanged(now, Integer.MAX_VALUE, pod -> findingsByPod.getOrDefault(pod, Map.of()));
  }

  /** What a pod finds now, in place of what it found before. */
  void take(String pod, Map<String, PodFinding> findings, Instant now) {
    Map<String, Long> before = significanceByPod.getOrDefault(pod, Map.of());
    Map<String, Long> after = note(pod, findings);
    before.keySet().stream()
        .filter(id -> !after.containsKey(id))
        .forEach(
            id -> {
              entry(id).pods.remove(pod);
              changed.add(id);
            });
    after.forEach(
        (id, significance) -> {
          Entry entry = entry(id);
          entry.pods.add(pod);
          if (!significance.equals(before.get(id))) {
            changed.add(id);
          } else {
            stale.add(id);
          }
        });
    lookAtChanged(now, AT_ONCE, other -> other.equals(pod) ? findings : pods.findings(other, now));
  }

  /** Only counters of a pod's findings have changed; they are published when they are due. */
  void count(String pod) {
    stale.addAll(significanceByPod.getOrDefault(pod, Map.of()).keySet());
  }

  private Map<String, Long> note(String pod, Map<String, PodFinding> findings) {
    Map<String, Long> significance = new HashMap<>();
    findings.forEach((id, finding) -> significance.put(id, Findings.significance(finding)));
    if (significance.isEmpty()) {
      significanceByPod.remove(pod);
    } else {
      significanceByPod.put(pod, significance);
    }
    return significance;
  }

  /** Looks at what has changed, is due or has waited for long enough. */
  void lookAgain(Instant now, boolean all) {
    changed.addAll(timers.takeDue(now));
    lookAtChanged(now, Integer.MAX_VALUE, pod -> pods.findings(pod, now));
    for (String id : List.copyOf(stale)) {
      Entry entry = entry(id);
      if (entry.state == null) {
        stale.remove(id);
      } else if (all || !now.isBefore(refreshAt(entry.state))) {
        look(id, now, true, pod -> pods.findings(pod, now));
      }
    }
  }

  private Instant refreshAt(IncidentState state) {
    Duration wait = rules.config().incidents().refresh();
    boolean young = state.getPublishedAt().isBefore(state.getOpenedAt().plus(wait));
    return state.getPublishedAt().plus(young ? wait : wait.multipliedBy(LONGEST_REFRESH));
  }

  private void lookAtChanged(
      Instant now, int most, Function<String, Map<String, PodFinding>> findings) {
    for (String id : List.copyOf(changed)) {
      if (entry(id).pods.size() <= most) {
        changed.remove(id);
        look(id, now, false, findings);
      }
    }
  }

  private void look(
      String id,
      Instant now,
      boolean refresh,
      Function<String, Map<String, PodFinding>> findingsOf) {
    Entry entry = entry(id);
    Map<String, PodFinding> byPod = new TreeMap<>();
    for (String pod : entry.pods) {
      @Nullable PodFinding own = findingsOf.apply(pod).get(id);
      if (own != null) {
        byPod.put(pod, own);
      }
    }
    Collection<PodFinding> findings = byPod.values();
    if (findings.isEmpty()) {
      withdraw(id, entry, byPod);
      return;
    }
    IncidentSummary incident = IncidentSummary.of(id, findings, rules.config().incidents(), now);
    if (isPastRetention(incident, now)) {
      withdraw(id, entry, byPod);
      return;
    }
    settle(id, entry, incident, findings, now, refresh);
    forgetEarlier(incident);
  }

  private void settle(
      String id,
      Entry entry,
      IncidentSummary incident,
      Collection<PodFinding> findings,
      Instant now,
      boolean refresh) {
    @Nullable IncidentState before = entry.state;
    boolean anew =
        before == null || before.getEndedAt().filter(incident.firstSeen()::isAfter).isPresent();
    List<String> scopes = anew ? List.of() : before.getScopes();
    @Nullable String outbreak = anew ? null : before.getOutbreak().orElse(null);
    bear(id, IncidentFacts.of(incident, findings), now);
    timers.set(id, incident.due());
    long significance = incident.significance(outbreak);
    if (before == null || significance != before.getSignificance() || refresh) {
      publish(id, entry, incident, anew, scopes, outbreak, significance, now);
    }
  }

  private void publish(
      String id,
      Entry entry,
      IncidentSummary incident,
      boolean anew,
      List<String> scopes,
      @Nullable String outbreak,
      long significance,
      Instant now) {
    @Nullable IncidentState before = entry.state;
    long revision = before == null ? 1 : before.getRevision() + 1;
    @Nullable String behind = anew || before == null ? null : before.getBehind().orElse(null);
    Incident next =
        incident.incident(rules.narrative(), rules.rulesVersion(), behind, outbreak, revision);
    long content = IncidentSummary.content(next);
    stale.remove(id);
    if (before != null
        && before.getContent() == content
        && before.getSignificance() == significance) {
      return;
    }
    // Before its first status, a cluster has no time of its own.
    Instant at = now.isAfter(Instant.EPOCH) ? now : incident.newest().getLastFailure();
    put(
        id,
        entry,
        new IncidentState(
            revision,
            significance,
            content,
            anew || before == null ? at : before.getOpenedAt(),
            at,
            incident.endedAt().orElse(null),
            incident.resolvedAt().orElse(null),
            scopes,
            outbreak,
            behind));
    output.publish(id, next);
  }

  /** An incident of another outbreak, or of none any more. */
  private void rename(
      String id, Entry entry, List<String> scopes, @Nullable String outbreak, Instant now) {
    IncidentState before = entry.state;
    if (before == null) {
      return;
    }
    boolean same = Optional.ofNullable(outbreak).equals(before.getOutbreak());
    if (same && scopes.equals(before.getScopes())) {
      return;
    }
    put(
        id,
        entry,
        new IncidentState(
            before.getRevision(),
            before.getSignificance(),
            before.getContent(),
            before.getOpenedAt(),
            before.getPublishedAt(),
            before.getEndedAt().orElse(null),
            before.getResolvedAt().orElse(null),
            scopes,
            outbreak,
            before.getBehind().orElse(null)));
    if (!same) {
      look(id, now, false, pod -> pods.findings(pod, now));
    }
  }

  private void put(String id, Entry entry, IncidentState state) {
    entry.state = state;
    stores.incidents().put(id, state);
  }

  /** It is forgotten, or it turned out that nothing failed. */
  private void withdraw(String id, Entry entry, Map<String, PodFinding> byPod) {
    byPod.forEach(pods::forget);
    entry.pods.forEach(
        pod ->
            significanceByPod.computeIfPresent(
                pod, (same, ids) -> ids.remove(id) != null && ids.isEmpty() ? null : ids));
    entries.remove(id);
    bearing.remove(id);
    stale.remove(id);
    timers.set(id, Optional.empty());
    if (entry.state != null) {
      stores.incidents().delete(id);
      output.publish(id, null);
    }
  }

  /** Withdraws all that was published. */
  void withdrawAll() {
    new TreeMap<>(entries)
        .forEach(
            (id, entry) -> {
              if (entry.state != null) {
                output.publish(id, null);
              }
            });
  }

  private void forgetEarlier(IncidentSummary incident) {
    for (PodFinding earlier : incident.stretch().earlier()) {
      pods.forget(Keys.pod(cluster, earlier.getPodUid()), earlier);
    }
  }

  private boolean isPastRetention(IncidentSummary incident, Instant now) {
    IncidentConfig config = rules.config().incidents();
    return incident
        .resolvedAt()
        .filter(at -> !now.isBefore(at.plus(config.retention())))
        .isPresent();
  }

  private void bear(String id, IncidentFacts facts, Instant now) {
    if (facts.endedAt().filter(end -> end.plus(BEARS_FOR).isBefore(now)).isPresent()) {
      bearing.remove(id);
    } else {
      bearing.put(id, facts);
    }
  }

  /** What bears on outbreaks at a time. */
  Collection<IncidentFacts> bearing(Instant now) {
    bearing
        .values()
        .removeIf(
            facts -> facts.endedAt().filter(end -> end.plus(BEARS_FOR).isBefore(now)).isPresent());
    return bearing.values();
  }

  /** Whether a failure that no contribution explains began after a time and until another. */
  boolean isAnyUnexplained(Instant after, Instant until) {
    for (IncidentFacts facts : bearing.values()) {
      for (IncidentFacts.OnNode on : facts.nodes()) {
        if (on.since().isAfter(after)
            && !on.since().isAfter(until)
            && scopes(facts.id()).isEmpty()) {
          return true;
        }
      }
    }
    return false;
  }

  /** The contributions that explain an incident, or explained it last. */
  List<String> scopes(String id) {
    @Nullable Entry entry = entries.get(id);
    return entry == null || entry.state == null ? List.of() : entry.state.getScopes();
  }

  /** The incidents that bear on outbreaks and are explained by a contribution. */
  List<String> explainedBy(String scope) {
    return bearing.keySet().stream().filter(id -> scopes(id).contains(scope)).toList();
  }

  /**
   * An incident is explained by these contributions now.
   *
   * @param outbreakOf names the outbreak of a contribution
   */
  void explain(String id, List<String> scopes, OutbreakOf outbreakOf, Instant now) {
    @Nullable Entry entry = entries.get(id);
    if (entry == null || entry.state == null) {
      return;
    }
    @Nullable String before = entry.state.getOutbreak().orElse(null);
    @Nullable String outbreak = null;
    for (int i = 0; i < scopes.size() && outbreak == null; i++) {
      outbreak = outbreakOf.of(scopes.get(i), before);
    }
    rename(id, entry, scopes.subList(0, Math.min(SCOPES, scopes.size())), outbreak, now);
  }

  /** An incident's pull may only wait for that of another image on the same node. */
  void waitsBehind(String id, String image, Instant now) {
    @Nullable Entry entry = entries.get(id);
    if (entry == null || entry.state == null || entry.state.getBehind().isPresent()) {
      return;
    }
    put(id, entry, IncidentState.newBuilder(entry.state).setBehind(image).build());
    look(id, now, true, pod -> pods.findings(pod, now));
  }

  /** Names the outbreak of a contribution. */
  @FunctionalInterface
  interface OutbreakOf {

    /**
     * Names it.
     *
     * @param before the outbreak that the incident had; null for none
     * @return null for none
     */
    @Nullable String of(String scope, @Nullable String before);
  }

  private Entry entry(String id) {
    return entries.computeIfAbsent(id, none -> new Entry());
  }
}
