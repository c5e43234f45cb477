package io.pulltriage.streams.topology.triage;

import io.pulltriage.schemas.ClusterKey;
import io.pulltriage.schemas.ClusterStatus;
import io.pulltriage.schemas.ImageReferences;
import io.pulltriage.schemas.ImageUsage;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.Keys;
import io.pulltriage.schemas.NodeSnapshot;
import io.pulltriage.schemas.PodEvent;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.internal.ClusterState;
import io.pulltriage.schemas.internal.Contribution;
import io.pulltriage.schemas.internal.Membership;
import io.pulltriage.schemas.internal.NodeState;
import io.pulltriage.schemas.internal.PodState;
import io.pulltriage.schemas.internal.PullSuccesses;
import io.pulltriage.streams.topology.outbreak.Attribution;
import io.pulltriage.streams.topology.outbreak.Successes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * All of one cluster: takes its facts in their order, and when its watermark advances looks again
 * at what is due and attributes failures. What is kept in memory follows from the stores. Belongs
 * to one task; not thread-safe.
 */
final class ClusterTriage {

  /** The kubelet's proof that registry and node work; an image already present is none. */
  private static final Pattern PULLED =
      Pattern.compile("^Successfully pulled image \\\\?\"([^\"\\\\]{1,1000})");

  /** More of them would say no more: it works. */
  private static final int SUCCESSES = 64;

  /** How long a node that is gone is kept: its pods may be told of later than it is. */
  private static final Duration KEEP_NODES = Duration.ofHours(1);

  /** For so long after a new contribution the former ones explain an incident as well. */
  private static final Duration HANDOVER = Duration.ofSeconds(30);

  /** A cluster with at most this many incidents is weighed at each status. */
  private static final int WEIGH_AT_ONCE = 100;

  /**
   * A larger cluster is weighed each time its clock passes a multiple of this, and when a failure
   * that nothing explains has lasted long enough to open an outbreak.
   */
  private static final Duration WEIGH_EVERY = Duration.ofSeconds(30);

  /** How far the time of a silent cluster may go on without being stored. */
  private static final Duration STORE_TIME_EVERY = Duration.ofMinutes(10);

  private final String name;
  private final TriageRules rules;
  private final TriageStores stores;
  private final Output output;
  private final ClusterPods pods;
  private final ClusterIncidents incidents;
  private final Map<String, Contribution> contributions = new HashMap<>();
  private final Map<String, Sent> sent = new HashMap<>();
  private final Map<String, NodeState> nodes = new TreeMap<>();
  private final Timers goneNodes = new Timers();

  private Instant watermark = Instant.EPOCH;
  private long mark = -1;

  /** Time of the cluster: the watermark, or later when it is silent. Never goes back. */
  private Instant time = Instant.EPOCH;

  private Instant storedTime = Instant.EPOCH;

  /** Newest time told of while the cluster was not seen; the epoch while it is. */
  private Instant blindAt = Instant.EPOCH;

  private boolean hasTold;

  /** Where results leave. */
  interface Output {

    /** Publishes an incident; null withdraws it. */
    void publish(String id, @Nullable Incident incident);

    /** Tells OUTBREAKS of a contribution. */
    void contribute(String scope, Contribution contribution);
  }

  /** A contribution as OUTBREAKS knows it. */
  private record Sent(long significance, long counters, Instant at) {}

  ClusterTriage(String name, TriageRules rules, TriageStores stores, Output output) {
    this.name = name;
    this.rules = rules;
    this.stores = stores;
    this.output =
        new Output() {
          @Override
          public void publish(String id, @Nullable Incident incident) {
            hasTold = true;
            output.publish(id, incident);
          }

          @Override
          public void contribute(String scope, Contribution contribution) {
            hasTold = true;
            output.contribute(scope, contribution);
          }
        };
    this.pods = new ClusterPods(name, rules, stores, nodes);
    this.incidents = new ClusterIncidents(name, rules, stores, pods, this.output::publish);
  }

  /** Reads what the stores know of the cluster. */
  void load() {
    @Nullable ClusterState state = stores.clusters().get(name);
    if (state != null) {
      watermark = state.getWatermark();
      mark = state.getMark();
      time = state.getTime();
      storedTime = time;
      blindAt = state.getBlindAt();
    }
    TriageStores.scan(stores.nodes(), ClusterKey.prefix(name), this::keep);
    TriageStores.scan(stores.contributions(), ClusterKey.prefix(name), contributions::put);
    incidents.load(time);
  }

  /** Time up to which all facts have been taken; the epoch before the first status. */
  Instant watermark() {
    return watermark;
  }

  /** Time of the cluster: the watermark, or later when it is silent. Never goes back. */
  Instant time() {
    return time;
  }

  /** The newest time that was told of, though the cluster was not seen then. */
  Instant latest() {
    return later(time, blindAt);
  }

  /** Mark of the newest status taken; -1 for none. */
  long mark() {
    return mark;
  }

  /**
   * Takes a fact.
   *
   * @param key its key
   * @param value null for a tombstone
   * @param at its record time
   */
  void take(FactKind kind, String key, @Nullable SpecificRecord value, Instant at) {
    switch (kind) {
      case POD -> takePod(key, (PodSnapshot) value, at);
      case POD_EVENT -> takeEvent(key, (PodEvent) value);
      case NODE -> takeNode(key, (NodeSnapshot) value, at);
      case IMAGE -> takeImage(key, (ImageUsage) value);
      case CLUSTER -> throw new IllegalArgumentException("a status is no fact");
    }
  }

  private void takePod(String key, @Nullable PodSnapshot pod, Instant at) {
    if (pod == null) {
      learn(key, known -> rules.reducer().withoutSnapshot(known, at));
    } else {
      learn(key, known -> rules.reducer().withSnapshot(known, pod, at));
    }
  }

  private void takeEvent(String key, @Nullable PodEvent event) {
    if (event == null) {
      return;
    }
    noteSuccess(event);
    learn(key, known -> rules.reducer().withEvent(known, event));
  }

  private void learn(String pod, UnaryOperator<PodState> fact) {
    pods.learn(
        pod, fact, time, (id, findings) -> incidents.take(id, findings, time), incidents::count);
  }

  private void takeNode(String key, @Nullable NodeSnapshot node, Instant at) {
    @Nullable NodeState before = stores.nodes().get(key);
    NodeState after;
    if (node != null) {
      if (before != null && before.getGoneAt().isEmpty() && isOlder(node, before.getNode())) {
        return;
      }
      after = new NodeState(node, null);
    } else if (before == null || before.getGoneAt().isPresent()) {
      return;
    } else {
      after = new NodeState(before.getNode(), at);
    }
    stores.nodes().put(key, after);
    keep(ClusterKey.parse(key).rest(), after);
    pods.changed(key);
  }

  private static boolean isOlder(NodeSnapshot node, NodeSnapshot than) {
    int order = node.getObservedAt().compareTo(than.getObservedAt());
    return order < 0 || (order == 0 && node.getRevision() < than.getRevision());
  }

  private void keep(String node, NodeState state) {
    nodes.put(node, state);
    goneNodes.set(node, state.getGoneAt().map(at -> at.plus(KEEP_NODES)));
  }

  private void takeImage(String key, @Nullable ImageUsage usage) {
    @Nullable ImageUsage before = stores.images().get(key);
    if (usage == null) {
      stores.images().delete(key);
    } else if (before == null || !isOlder(usage, before)) {
      stores.images().put(key, usage);
    } else {
      return;
    }
    pods.changed(key);
  }

  private static boolean isOlder(ImageUsage usage, ImageUsage than) {
    int order = usage.getObservedAt().compareTo(than.getObservedAt());
    return order < 0 || (order == 0 && usage.getRevision() < than.getRevision());
  }

  /** The same success told again changes nothing. */
  private void noteSuccess(PodEvent event) {
    if (!event.getReason().equals("Pulled") || event.getNode().isEmpty()) {
      return;
    }
    Matcher pulled = PULLED.matcher(event.getMessage());
    Optional<String> registry =
        pulled.find() ? ImageReferences.parse(pulled.group(1)).getRegistry() : Optional.empty();
    if (registry.isEmpty()) {
      return;
    }
    String key = new SuccessKey(event.getNode().get(), registry.get()).in(name);
    @Nullable PullSuccesses known = stores.successes().get(key);
    TreeSet<Instant> times = new TreeSet<>(known == null ? List.of() : known.getTimes());
    if (times.add(event.getLastSeen())) {
      while (times.size() > SUCCESSES) {
        times.pollFirst();
      }
      stores.successes().put(key, new PullSuccesses(new ArrayList<>(times)));
    }
  }

  /** Where the successes of a node with a registry are kept. */
  private record SuccessKey(String node, String registry) {

    /** Cannot stand in a name. */
    private static final char SEPARATOR = '\n';

    static SuccessKey parse(String text) {
      int separator = text.indexOf(SEPARATOR);
      return new SuccessKey(text.substring(0, separator), text.substring(separator + 1));
    }

    static String prefix(String cluster, String node) {
      return ClusterKey.prefix(cluster) + node + SEPARATOR;
    }

    String in(String cluster) {
      return prefix(cluster, node) + registry;
    }
  }

  /**
   * Takes a status: all facts up to its time have been taken. A status with the time of the last
   * one says once more that all has come: whatever waits is published. Of a cluster that is not
   * seen, the time stands: what has not been heard of may have happened all the same, and neither a
   * stalled pull nor a recovery may be judged by the time that passes.
   *
   * @param newMark its mark; -1 for none
   */
  void takeStatus(ClusterStatus status, long newMark) {
    Instant observed = status.getObservedAt();
    mark = Math.max(mark, newMark);
    Instant before = latest();
    Instant last = later(watermark, blindAt);
    boolean blind = isBlind(status);
    boolean older = observed.isBefore(blind ? last : watermark);
    boolean again = observed.equals(last);
    if (!older && blind) {
      blindAt = observed;
    } else if (!older) {
      blindAt = Instant.EPOCH;
      watermark = observed;
      time = later(time, watermark);
    }
    store();
    if (!older) {
      lookAgain(before, again);
    }
  }

  /** Whether nothing is known of the cluster at the time of a status. */
  private static boolean isBlind(ClusterStatus status) {
    Instant observed = status.getObservedAt();
    return !status.getConnected()
        || !status.getSynced()
        || status
            .getGap()
            .filter(gap -> !observed.isBefore(gap.getFrom()))
            .filter(gap -> gap.getTo().filter(to -> !observed.isBefore(to)).isEmpty())
            .isPresent();
  }

  private static Instant later(Instant one, Instant other) {
    return one.isBefore(other) ? other : one;
  }

  private void store() {
    storedTime = time;
    stores.clusters().put(name, new ClusterState(watermark, mark, time, blindAt));
  }

  /**
   * Time goes on in a cluster that is silent. What was published by it stays so after a restart.
   *
   * @param now the time that its clock would show
   */
  void silent(Instant now) {
    Instant before = latest();
    if (blindAt.isAfter(Instant.EPOCH)) {
      blindAt = later(blindAt, now);
    } else {
      time = later(time, now);
    }
    hasTold = false;
    lookAgain(before, false);
    if (hasTold || !storedTime.plus(STORE_TIME_EVERY).isAfter(time)) {
      store();
    }
  }

  /**
   * Takes what is due by now. Only the time that a cluster has not been seen for goes on without
   * it.
   *
   * @param before when it was looked at last
   * @param all whether what waits to be published is published now
   */
  private void lookAgain(Instant before, boolean all) {
    Instant now = time;
    forgetNodes(now);
    pods.lookAgain(now, (pod, findings) -> incidents.take(pod, findings, now));
    incidents.lookAgain(now, all);
    boolean unseen = rules.attribution().isSilent(watermark, blindAt);
    Instant at = unseen ? blindAt : now;
    if (all || isWeighingDue(before, at)) {
      attribute(at, all);
    }
  }

  private boolean isWeighingDue(Instant before, Instant now) {
    long every = WEIGH_EVERY.toMillis();
    Duration openAfter = rules.config().outbreaks().openAfter();
    return incidents.bearing(now).size() <= WEIGH_AT_ONCE
        || Math.floorDiv(before.toEpochMilli(), every) < Math.floorDiv(now.toEpochMilli(), every)
        || incidents.isAnyUnexplained(before.minus(openAfter), now.minus(openAfter));
  }

  private void forgetNodes(Instant now) {
    for (String node : goneNodes.takeDue(now)) {
      nodes.remove(node);
      stores.nodes().delete(Keys.node(name, node));
      String prefix = SuccessKey.prefix(name, node);
      List<String> keys = new ArrayList<>();
      TriageStores.scan(
          stores.successes(), prefix, (registry, times) -> keys.add(prefix + registry));
      keys.forEach(stores.successes()::delete);
    }
  }

  private void attribute(Instant now, boolean all) {
    Attribution.Result result =
        rules
            .attribution()
            .of(
                new Attribution.Input(name, incidents.bearing(now), contributions, now, watermark),
                Surroundings::new);
    Map<String, Contribution> before = Map.copyOf(contributions);
    result
        .contributions()
        .forEach((scope, next) -> contribute(scope, before.get(scope), next, now, all));
    result
        .scopes()
        .forEach(
            (id, scopes) ->
                incidents.explain(id, withFormer(id, scopes, now), this::outbreakOf, now));
    result.behind().forEach((id, image) -> incidents.waitsBehind(id, image, now));
  }

  /**
   * While a new contribution may not have been answered yet, those that explained an incident
   * before stand behind it.
   */
  private List<String> withFormer(String id, List<String> scopes, Instant now) {
    boolean isNew =
        scopes.stream()
            .map(contributions::get)
            .anyMatch(known -> known != null && known.getOpenedAt().plus(HANDOVER).isAfter(now));
    if (!isNew) {
      return scopes;
    }
    Set<String> both = new LinkedHashSet<>(scopes);
    incidents.scopes(id).stream().filter(contributions::containsKey).forEach(both::add);
    return List.copyOf(both);
  }

  private @Nullable String outbreakOf(String scope, @Nullable String before) {
    @Nullable Contribution known = contributions.get(scope);
    return known == null ? before : known.getOutbreak().orElse(null);
  }

  private void contribute(
      String scope, @Nullable Contribution before, Contribution next, Instant now, boolean all) {
    if (before != null && !before.getOpenedAt().equals(next.getOpenedAt())) {
      if (!before.getSettled()) {
        output.contribute(
            scope,
            Attribution.told(rules.attribution().superseded(before, next.getSince()), false));
      }
      sent.remove(scope);
    }
    if (next.getWithdrawn()) {
      contributions.remove(scope);
      sent.remove(scope);
      stores.contributions().delete(key(scope));
      output.contribute(scope, Attribution.told(next, all));
      return;
    }
    contributions.put(scope, next);
    @Nullable Sent last = sent.get(scope);
    Sent current = new Sent(Attribution.significance(next), Attribution.counters(next), now);
    boolean same =
        last != null
            && last.significance == current.significance
            && (last.counters == current.counters
                || (!all && now.isBefore(last.at.plus(rules.config().incidents().refresh()))));
    if (!same || all) {
      sent.put(scope, current);
      if (!same) {
        stores.contributions().put(key(scope), next);
      }
      output.contribute(scope, Attribution.told(next, all));
    }
  }

  private String key(String scope) {
    return ClusterKey.prefix(name) + scope;
  }

  /** OUTBREAKS tells that a contribution is part of an outbreak. */
  void take(Membership membership) {
    String scope = membership.getScope();
    @Nullable Contribution known = contributions.get(scope);
    if (known == null || !known.getOpenedAt().equals(membership.getOpenedAt())) {
      return;
    }
    Contribution next =
        Contribution.newBuilder(known).setOutbreak(membership.getOutbreak()).build();
    contributions.put(scope, next);
    stores.contributions().put(key(scope), next);
    for (String id : incidents.explainedBy(scope)) {
      incidents.explain(id, incidents.scopes(id), this::outbreakOf, time);
    }
  }

  /**
   * Nobody watches the cluster any more: its incidents and contributions are withdrawn, and all of
   * it is forgotten.
   */
  void forget() {
    incidents.withdrawAll();
    contributions.forEach(
        (scope, known) ->
            output.contribute(
                scope,
                Contribution.newBuilder(known)
                    .setEndedAt(known.getEndedAt().orElse(time))
                    .setFailingPods(0)
                    .setSettled(true)
                    .setWithdrawn(true)
                    .build()));
    stores.forget(name);
  }

  /** What the stores know beside the incidents. */
  private final class Surroundings implements Attribution.Surroundings {

    @Override
    public List<Successes.Pull> pulls(Instant now) {
      List<Successes.Pull> pulls = new ArrayList<>();
      TriageStores.scan(
          stores.successes(),
          ClusterKey.prefix(name),
          (rest, successes) -> {
            SuccessKey key = SuccessKey.parse(rest);
            successes.getTimes().stream()
                .filter(time -> !time.isAfter(now))
                .map(time -> new Successes.Pull(key.node(), key.registry(), time))
                .forEach(pulls::add);
          });
      return pulls;
    }

    @Override
    public int running(String image) {
      return pods.usage(ClusterKey.prefix(name) + image)
          .map(ImageUsage::getRunningContainers)
          .orElse(0);
    }

    @Override
    public Map<String, String> zones(Instant now) {
      Map<String, String> zones = new HashMap<>();
      nodes.forEach(
          (node, state) -> {
            if (state.getGoneAt().filter(at -> !at.isAfter(now)).isEmpty()) {
              zones.put(node, state.getNode().getZone().orElse(""));
            }
          });
      return zones;
    }
  }
}
