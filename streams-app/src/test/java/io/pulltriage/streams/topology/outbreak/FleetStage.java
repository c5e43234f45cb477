package io.pulltriage.streams.topology.outbreak;

import io.pulltriage.classifier.Classifier;
import io.pulltriage.classifier.Message;
import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.ClusterStatus;
import io.pulltriage.schemas.ContainerSnapshot;
import io.pulltriage.schemas.ContainerState;
import io.pulltriage.schemas.ImageReference;
import io.pulltriage.schemas.ImageReferences;
import io.pulltriage.schemas.ImageUsage;
import io.pulltriage.schemas.Keys;
import io.pulltriage.schemas.NodeSnapshot;
import io.pulltriage.schemas.Outbreak;
import io.pulltriage.schemas.Phase;
import io.pulltriage.schemas.PodEvent;
import io.pulltriage.schemas.PodGone;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.internal.Contribution;
import io.pulltriage.streams.config.OutbreakConfig;
import io.pulltriage.testkit.fleet.Fact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The outbreak stage's decisions alone, driven by a cluster's statuses as in the pipeline, behind
 * incidents in their simplest form: a pod fails from its first bad status to its first good one.
 * Fast, where the whole pipeline is thorough.
 */
final class FleetStage {

  private static final Pattern PULLED = Pattern.compile("^Successfully pulled image \"([^\"]+)\"");

  private static final Classifier CLASSIFIER = Classifier.bundled();
  private final Attribution attribution = new Attribution(OutbreakConfig.defaults());
  private final OutbreakSummary summary = new OutbreakSummary(OutbreakConfig.defaults());

  private final Map<String, State> states = new TreeMap<>();
  private final Map<String, Map<String, Contribution>> contributionsByScope = new TreeMap<>();
  private final Map<String, Outbreak> outbreaks = new TreeMap<>();
  private long nanos;

  void feed(Fact fact) {
    Object value = fact.value();
    if (value instanceof PodSnapshot pod) {
      state(pod.getCluster()).take(pod, this);
    } else if (value instanceof PodEvent event) {
      state(event.getCluster()).take(event);
    } else if (value instanceof ImageUsage usage) {
      state(usage.getCluster())
          .running
          .put(ImageReferences.normalized(usage.getImage()), usage.getRunningContainers());
    } else if (value instanceof NodeSnapshot node) {
      state(node.getCluster()).zones.put(node.getName(), node.getZone().orElse(""));
    } else if (value instanceof ClusterStatus status) {
      look(status.getCluster(), status.getObservedAt());
    }
  }

  Collection<Outbreak> outbreaks() {
    return List.copyOf(outbreaks.values());
  }

  /** Time spent on decisions, in nanoseconds. */
  long nanos() {
    return nanos;
  }

  int contributionsKept() {
    return contributionsByScope.values().stream().mapToInt(Map::size).sum();
  }

  private State state(String cluster) {
    return states.computeIfAbsent(cluster, State::new);
  }

  private void look(String cluster, Instant now) {
    State state = state(cluster);
    long start = System.nanoTime();
    Map<String, Contribution> next =
        attribution
            .of(
                new Attribution.Input(cluster, state.incidents(), state.contributions, now, now),
                () -> state)
            .contributions();
    next.forEach(
        (scope, contribution) -> {
          Contribution before = state.contributions.get(scope);
          if (!contribution.equals(before)) {
            addUp(scope, contribution, before);
          }
        });
    nanos += System.nanoTime() - start;
    state.contributions = next;
  }

  private void addUp(String scope, Contribution contribution, @Nullable Contribution before) {
    Map<String, Contribution> all =
        contributionsByScope.computeIfAbsent(scope, missing -> new TreeMap<>());
    if (before != null
        && !before.getOpenedAt().equals(contribution.getOpenedAt())
        && !before.getSettled()) {
      all.put(key(before), attribution.superseded(before, contribution.getSince()));
    }
    all.put(key(contribution), contribution);
    summary.of(all.values()).ifPresent(result -> outbreaks.put(scope, result.outbreak()));
  }

  private static String key(Contribution contribution) {
    return contribution.getCluster() + " " + contribution.getOpenedAt();
  }

  private @Nullable Cause cause(ContainerSnapshot container) {
    String reason = container.getWaitingReason().orElse("");
    String text = container.getWaitingMessage().orElse("");
    boolean waits = container.getState() == ContainerState.WAITING && !text.isEmpty();
    return waits
        ? CLASSIFIER.classify(new Message(text, reason, "containerd")).cause().orElse(null)
        : null;
  }

  /** How one pod bears on its incident. */
  private record Finding(String node, Instant since, Instant last, Optional<Instant> end) {}

  /** What is known of one incident. */
  private record Known(PodSnapshot pod, String image, Cause cause, Map<String, Finding> findings) {

    IncidentFacts facts(String id) {
      Map<String, List<Finding>> byNode = new TreeMap<>();
      findings
          .values()
          .forEach(f -> byNode.computeIfAbsent(f.node, node -> new ArrayList<>()).add(f));
      Instant last = findings.values().stream().map(Finding::last).max(Instant::compareTo).get();
      ImageReference reference = ImageReferences.parse(image);
      return new IncidentFacts(
          id,
          pod.getNamespace(),
          pod.getNamespace() + "/Deployment/" + pod.getWorkload().getName(),
          cause,
          reference,
          ImageReferences.normalized(reference),
          pod.getPullSecretNames(),
          List.of(),
          last,
          end(findings.values()),
          byNode.entrySet().stream().map(on -> onNode(on.getKey(), on.getValue())).toList(),
          false,
          List.of(pod.getUid()));
    }

    private static IncidentFacts.OnNode onNode(String node, List<Finding> findings) {
      int failing = (int) findings.stream().filter(finding -> finding.end.isEmpty()).count();
      Instant since = findings.stream().map(Finding::since).min(Instant::compareTo).get();
      return new IncidentFacts.OnNode(
          node, failing == 0 ? findings.size() : failing, since, end(findings));
    }

    static Optional<Instant> end(Collection<Finding> findings) {
      return findings.stream().allMatch(finding -> finding.end.isPresent())
          ? findings.stream().map(finding -> finding.end.get()).max(Instant::compareTo)
          : Optional.empty();
    }
  }

  /** One cluster. */
  private static final class State implements Attribution.Surroundings {

    final String cluster;
    final Map<String, Known> incidents = new TreeMap<>();
    final Map<String, Integer> running = new HashMap<>();
    final Map<String, String> zones = new HashMap<>();
    final List<Successes.Pull> pulls = new ArrayList<>();
    Map<String, Contribution> contributions = Map.of();

    State(String cluster) {
      this.cluster = cluster;
    }

    void take(PodEvent event) {
      Matcher pulled = PULLED.matcher(event.getMessage());
      if (pulled.find()) {
        String registry = ImageReferences.parse(pulled.group(1)).getRegistry().orElseThrow();
        pulls.add(new Successes.Pull(event.getNode().orElseThrow(), registry, event.getLastSeen()));
      }
    }

    void take(PodSnapshot pod, FleetStage stage) {
      ContainerSnapshot container = pod.getContainers().get(0);
      Cause cause = stage.cause(container);
      Phase phase = cause == Cause.CRASH_LOOP ? Phase.STARTUP : Phase.PULL;
      if (cause != null && pod.getGone().isEmpty()) {
        String id =
            Keys.incident(
                cluster,
                pod.getNamespace(),
                pod.getWorkload(),
                container.getName(),
                phase,
                ImageReferences.parse(container.getImage()));
        Known known = incidents.get(id);
        Map<String, Finding> findings = known == null ? new TreeMap<>() : known.findings;
        Finding before = findings.get(pod.getUid());
        Instant since = before == null ? pod.getObservedAt() : before.since;
        String node = pod.getNode().orElseThrow();
        findings.put(pod.getUid(), new Finding(node, since, pod.getObservedAt(), Optional.empty()));
        incidents.put(id, new Known(pod, container.getImage(), cause, findings));
      } else {
        Instant end = pod.getGone().map(PodGone::getAt).orElse(pod.getObservedAt());
        incidents
            .values()
            .forEach(
                known ->
                    known.findings.computeIfPresent(
                        pod.getUid(),
                        (uid, f) ->
                            f.end.isPresent()
                                ? f
                                : new Finding(f.node, f.since, f.last, Optional.of(end))));
      }
    }

    List<IncidentFacts> incidents() {
      List<IncidentFacts> facts = new ArrayList<>();
      incidents.forEach((id, known) -> facts.add(known.facts(id)));
      return facts;
    }

    @Override
    public List<Successes.Pull> pulls(Instant now) {
      return pulls.stream().filter(pull -> !pull.at().isAfter(now)).toList();
    }

    @Override
    public int running(String image) {
      return running.getOrDefault(image, 0);
    }

    @Override
    public Map<String, String> zones(Instant now) {
      return zones;
    }
  }
}
