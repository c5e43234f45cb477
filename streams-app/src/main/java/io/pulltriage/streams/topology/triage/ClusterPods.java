package io.pulltriage.streams.topology.triage;

import io.pulltriage.schemas.ImageUsage;
import io.pulltriage.schemas.Keys;
import io.pulltriage.schemas.NodeSnapshot;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.internal.NodeState;
import io.pulltriage.schemas.internal.PodFinding;
import io.pulltriage.schemas.internal.PodState;
import io.pulltriage.streams.topology.diagnosis.PodReducer;
import io.pulltriage.streams.topology.diagnosis.PodView;
import io.pulltriage.streams.topology.diagnosis.SuspectImage;
import io.pulltriage.streams.topology.incident.Findings;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The pods of one cluster that something is or was wrong with. Their states are in a store; which
 * pods use a node or an image, and when each is due, is kept in memory and follows from the states.
 * Belongs to one task; not thread-safe.
 */
final class ClusterPods {

  private final String cluster;
  private final TriageRules rules;
  private final TriageStores stores;
  private final Map<String, NodeState> nodes;
  private final Map<String, Optional<ImageUsage>> usageByImage = new HashMap<>();
  private final Map<String, Use> useByPod = new HashMap<>();
  private final Map<String, Set<String>> podsByFact = new HashMap<>();
  private final Timers timers = new Timers();
  private final Set<String> stale = new TreeSet<>();

  /** The node and the image that a pod's diagnosis depends on, by their keys. */
  private record Use(@Nullable String node, @Nullable String image) {

    static final Use NOTHING = new Use(null, null);
  }

  /**
   * The pods of a cluster.
   *
   * @param nodes its nodes, by name; they may change
   */
  ClusterPods(
      String cluster, TriageRules rules, TriageStores stores, Map<String, NodeState> nodes) {
    this.cluster = cluster;
    this.rules = rules;
    this.stores = stores;
    this.nodes = nodes;
  }

  /** Reads all pods of the cluster, and tells what each finds at a time, by incident. */
  void load(Instant now, BiConsumer<String, Map<String, PodFinding>> each) {
    String prefix = Keys.pod(cluster, "");
    Map<String, PodState> states = new HashMap<>();
    TriageStores.scan(stores.pods(), prefix, (uid, state) -> states.put(prefix + uid, state));
    states.forEach((pod, state) -> each.accept(pod, diagnosed(pod, state, now)));
  }

  /**
   * Lets a pod learn something. If that changes nothing, nobody is told.
   *
   * @param diagnosed takes what is found of it now, by incident
   * @param counted takes a pod whose findings differ only by counters
   */
  @SuppressWarnings("ReferenceEquality") // A state that has not changed is the same object.
  void learn(
      String pod,
      UnaryOperator<PodState> fact,
      Instant now,
      BiConsumer<String, Map<String, PodFinding>> diagnosed,
      Consumer<String> counted) {
    @Nullable PodState kept = stores.pods().get(pod);
    PodState known = kept == null ? PodReducer.empty() : kept;
    PodState next = fact.apply(known);
    if (next == known) {
      return;
    }
    if (rules.reducer().isOnlyCounted(known, next)) {
      stores.pods().put(pod, next);
      counted.accept(pod);
      return;
    }
    Map<String, PodFinding> findings = diagnosed(pod, next, now);
    stores.pods().put(pod, next);
    diagnosed.accept(pod, findings);
  }

  /** What is found of a pod at a time, by incident; nothing of one that is not kept. */
  Map<String, PodFinding> findings(String pod, Instant now) {
    @Nullable PodState state = stores.pods().get(pod);
    return state == null ? Map.of() : findings(view(state), now);
  }

  /** A node or the use of an image has changed: the pods that depend on it are diagnosed anew. */
  void changed(String fact) {
    usageByImage.remove(fact);
    stale.addAll(podsByFact.getOrDefault(fact, Set.of()));
  }

  /**
   * Diagnoses anew what has become stale, and what is due. A pod of which nothing more is to be
   * learned is reduced to its findings.
   */
  void lookAgain(Instant now, BiConsumer<String, Map<String, PodFinding>> each) {
    Set<String> due = new TreeSet<>(timers.takeDue(now));
    due.addAll(stale);
    stale.clear();
    for (String pod : due) {
      @Nullable PodState state = stores.pods().get(pod);
      if (state == null) {
        timers.set(pod, Optional.empty());
      } else if (PodReducer.isOver(state, now) && !PodReducer.isReduced(state)) {
        each.accept(pod, reduce(pod, state, now));
      } else {
        each.accept(pod, diagnosed(pod, state, now));
      }
    }
  }

  /** Forgets what a pod found before it was reduced, and a reduced pod with its last finding. */
  void forget(String pod, PodFinding forgotten) {
    @Nullable PodState state = stores.pods().get(pod);
    if (state == null || state.getFindings().isEmpty()) {
      return;
    }
    String incident = Findings.incident(forgotten);
    List<PodFinding> left =
        state.getFindings().stream()
            .filter(finding -> !Findings.incident(finding).equals(incident))
            .toList();
    if (left.isEmpty() && PodReducer.isReduced(state)) {
      delete(pod);
    } else if (left.size() < state.getFindings().size()) {
      stores.pods().put(pod, PodState.newBuilder(state).setFindings(left).build());
    }
  }

  private Map<String, PodFinding> reduce(String pod, PodState state, Instant now) {
    Map<String, PodFinding> findings = findings(view(state), now);
    if (findings.isEmpty()) {
      delete(pod);
    } else {
      stores.pods().put(pod, PodReducer.reduced(state, List.copyOf(findings.values())));
      use(pod, Use.NOTHING);
      timers.set(pod, Optional.empty());
    }
    return findings;
  }

  private void delete(String pod) {
    stores.pods().delete(pod);
    use(pod, Use.NOTHING);
    timers.set(pod, Optional.empty());
  }

  private Map<String, PodFinding> diagnosed(String pod, PodState state, Instant now) {
    Use use = use(state);
    PodView view = view(state, use);
    Map<String, PodFinding> findings = findings(view, now);
    use(pod, use);
    timers.set(pod, rules.reducer().due(view, now));
    return findings;
  }

  private Map<String, PodFinding> findings(PodView view, Instant now) {
    Map<String, PodFinding> byIncident = new HashMap<>();
    Consumer<PodFinding> each = one -> byIncident.put(Findings.incident(one), one);
    view.state().getFindings().forEach(each);
    if (!PodReducer.isReduced(view.state())) {
      rules.diagnosis().findings(rules.reducer().at(view, now)).forEach(each);
    }
    return byIncident;
  }

  private PodView view(PodState state) {
    return view(state, use(state));
  }

  private PodView view(PodState state, Use use) {
    @Nullable NodeState node =
        state.getPod().flatMap(PodSnapshot::getNode).map(nodes::get).orElse(null);
    @Nullable NodeSnapshot snapshot = node == null ? null : node.getNode();
    @Nullable ImageUsage usage = use.image == null ? null : usage(use.image).orElse(null);
    return new PodView(state, snapshot, usage);
  }

  /** Use of an image; kept in memory while a pod depends on it. */
  Optional<ImageUsage> usage(String image) {
    Optional<ImageUsage> kept = usageByImage.get(image);
    if (kept != null) {
      return kept;
    }
    Optional<ImageUsage> usage = Optional.ofNullable(stores.images().get(image));
    if (podsByFact.containsKey(image)) {
      usageByImage.put(image, usage);
    }
    return usage;
  }

  private Use use(PodState state) {
    @Nullable PodSnapshot pod = state.getPod().orElse(null);
    if (pod == null) {
      return Use.NOTHING;
    }
    return new Use(
        pod.getNode().map(node -> Keys.node(cluster, node)).orElse(null),
        SuspectImage.of(pod).map(image -> Keys.image(cluster, image)).orElse(null));
  }

  private void use(String pod, Use next) {
    Use before = useByPod.getOrDefault(pod, Use.NOTHING);
    if (before.equals(next)) {
      return;
    }
    if (!Objects.equals(before.node, next.node)) {
      move(pod, before.node, next.node);
    }
    if (!Objects.equals(before.image, next.image)) {
      move(pod, before.image, next.image);
    }
    if (next.equals(Use.NOTHING)) {
      useByPod.remove(pod);
    } else {
      useByPod.put(pod, next);
    }
  }

  private void move(String pod, @Nullable String from, @Nullable String to) {
    if (from != null) {
      podsByFact.computeIfPresent(
          from, (fact, pods) -> pods.remove(pod) && pods.isEmpty() ? null : pods);
      if (!podsByFact.containsKey(from)) {
        usageByImage.remove(from);
      }
    }
    if (to != null) {
      podsByFact.computeIfAbsent(to, fact -> new HashSet<>()).add(pod);
    }
  }
}
