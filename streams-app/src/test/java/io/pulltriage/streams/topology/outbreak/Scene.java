package io.pulltriage.streams.topology.outbreak;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.ImageReference;
import io.pulltriage.schemas.ImageReferences;
import io.pulltriage.streams.config.OutbreakConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Puts together how things stand in one cluster, named {@code east}, at {@link #NOW}. */
final class Scene {

  static final String CLUSTER = "east";
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final List<Failure> failures = new ArrayList<>();
  private final List<Successes.Pull> pulls = new ArrayList<>();
  private final Map<String, Integer> running = new HashMap<>();
  private final Map<String, String> zones = new HashMap<>();
  private String secret = "";
  private Duration ago = Duration.ofMinutes(3);

  /** Nodes of a zone; an empty text for none. */
  Scene zone(String zone, String... nodes) {
    List.of(nodes).forEach(node -> zones.put(node, zone));
    return this;
  }

  /** From here on, things happened so long ago. */
  Scene ago(Duration time) {
    ago = time;
    return this;
  }

  /** From here on, pods name a pull secret. */
  Scene secret(String name) {
    secret = name;
    return this;
  }

  /** One pod of a workload of the namespace {@code shop} fails on a node. */
  Scene fails(Cause cause, String workload, String image, String node) {
    zones.putIfAbsent(node, "");
    failures.add(failure(cause, workload, image, node));
    return this;
  }

  /** An image of a registry was pulled on a node, so often. */
  Scene pulls(int count, String registry, String... nodes) {
    for (String node : nodes) {
      zones.putIfAbsent(node, "");
      for (int i = 0; i < count; i++) {
        pulls.add(new Successes.Pull(node, registry, NOW.minus(ago).plusMillis(i)));
      }
    }
    return this;
  }

  /** Containers run from an image. */
  Scene runs(int count, String image) {
    running.put(image, count);
    return this;
  }

  Situation situation() {
    return situation(NOW);
  }

  Situation situation(Instant now) {
    List<Successes.Pull> known = pulls.stream().filter(pull -> !pull.at().isAfter(now)).toList();
    return new Situation(CLUSTER, failures, new Successes(known), running, new Places(zones), now);
  }

  Map<String, Blame> blames() {
    return new ClusterWeighing(OutbreakConfig.defaults()).of(situation());
  }

  /** What is blamed, as {@code SCOPE key}. */
  Set<String> blamed() {
    return blamed(blames());
  }

  static Set<String> blamed(Map<String, Blame> blames) {
    Set<String> blamed = new TreeSet<>();
    blames.values().forEach(blame -> blamed.add(blame.scope() + " " + blame.key()));
    return blamed;
  }

  private Failure failure(Cause cause, String workload, String image, String node) {
    Instant since = NOW.minus(ago);
    ImageReference reference = ImageReferences.parse(image);
    IncidentFacts incident =
        new IncidentFacts(
            workload + " " + image,
            "shop",
            "shop/Deployment/" + workload,
            cause,
            reference,
            ImageReferences.normalized(reference),
            secret.isEmpty() ? List.of() : List.of(secret),
            List.of(),
            NOW,
            Optional.empty(),
            List.of(new IncidentFacts.OnNode(node, 1, since, Optional.empty())),
            false,
            List.of("uid-" + workload));
    return new Failure(incident, node, 1, since);
  }
}
