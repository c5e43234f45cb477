package io.pulltriage.streams.topology.outbreak;

import static java.util.Objects.requireNonNull;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.OutbreakScope;
import io.pulltriage.streams.config.OutbreakConfig;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one cluster's failures are blamed on, each family of causes by its own rules. Pure and
 * thread-safe.
 */
final class ClusterWeighing {

  private static final Map<Cause, String> FAULTS = new EnumMap<>(Cause.class);

  static {
    for (Cause cause : Cause.values()) {
      FAULTS.put(cause, fault(cause));
    }
  }

  private final ReachBlame reach;
  private final NodeBlame node;
  private final CredentialBlame credential;

  ClusterWeighing(OutbreakConfig config) {
    this.reach = new ReachBlame(config);
    this.node = new NodeBlame(config);
    this.credential = new CredentialBlame(config);
  }

  /** The blames, by an id of scope, key and fault that is the same in every cluster. */
  Map<String, Blame> of(Situation situation) {
    Map<String, Blame> blames = new TreeMap<>();
    Groups.by(situation.failures(), ClusterWeighing::fault)
        .forEach(
            (fault, failures) -> {
              for (Blame blame : blames(situation, failures)) {
                blames.merge(id(blame, fault), blame, Blame::larger);
              }
            });
    return blames;
  }

  private List<Blame> blames(Situation situation, List<Failure> failures) {
    Optional<Family> family = Family.of(failures.get(0).cause());
    if (family.isEmpty()) {
      return List.of();
    }
    return switch (family.get()) {
      case IMAGE, STARTUP -> images(situation, failures);
      case CREDENTIAL -> credential.of(situation, failures);
      case REACH -> reach.of(situation, failures);
      case NODE -> node.of(situation, failures);
    };
  }

  /** An image that cannot be had, or does not start, is its own scope. */
  private static List<Blame> images(Situation situation, List<Failure> failures) {
    return Groups.by(failures, Failure::image).entrySet().stream()
        .map(
            image ->
                new Blame(
                    OutbreakScope.IMAGE,
                    image.getKey(),
                    image.getValue(),
                    since(image.getValue()),
                    situation.running().getOrDefault(image.getKey(), 0),
                    0))
        .toList();
  }

  private static Instant since(List<Failure> failures) {
    return failures.stream().map(Failure::since).min(Comparator.naturalOrder()).orElseThrow();
  }

  /** Failures of one fault may explain each other; others are weighed apart. */
  static String fault(Failure failure) {
    return requireNonNull(FAULTS.get(failure.cause()));
  }

  private static String fault(Cause cause) {
    return Family.of(cause)
        .map(
            family ->
                switch (family) {
                  case IMAGE, CREDENTIAL, NODE -> family.name();
                  case REACH -> Family.fault(cause);
                  case STARTUP -> cause.name();
                })
        .orElse("");
  }

  private static String id(Blame blame, String fault) {
    return new ScopeKey(blame.scope(), blame.key(), fault).toString();
  }
}
