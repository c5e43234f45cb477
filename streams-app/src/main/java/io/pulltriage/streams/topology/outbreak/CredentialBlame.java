package io.pulltriage.streams.topology.outbreak;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.OutbreakScope;
import io.pulltriage.streams.config.OutbreakConfig;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What is to blame when a registry lets nobody in: a secret that several workloads name; and for
 * what is left, the registry, if it lets nobody else in either. Pure and thread-safe.
 */
final class CredentialBlame {

  private final OutbreakConfig config;

  CredentialBlame(OutbreakConfig config) {
    this.config = config;
  }

  /** What is to blame, each failure explained at most once. */
  List<Blame> of(Situation situation, List<Failure> failures) {
    List<Blame> blames = new ArrayList<>();
    List<Failure> left = failures;
    for (Map.Entry<String, List<Failure>> bySecret : bySecret(failures).entrySet()) {
      List<Failure> open = new ArrayList<>(bySecret.getValue());
      open.retainAll(left);
      if (Groups.workloads(open) >= config.minWorkloads()) {
        String key = situation.cluster() + '/' + bySecret.getKey();
        blames.add(blame(OutbreakScope.CREDENTIAL, key, open, situation));
        left = Groups.without(left, open);
      }
    }
    // A secret that is missing explains itself; and to ask without credentials is another fault
    // than to ask with those that are refused.
    List<Failure> refused =
        left.stream().filter(failure -> failure.cause() != Cause.PULL_SECRET_MISSING).toList();
    Groups.by(refused, failure -> failure.registry() + '\n' + hasCredentials(failure))
        .values()
        .forEach(
            from -> {
              Predicate<Successes.Pull> registry = Successes.from(Set.of(from.get(0).registry()));
              Surge.of(
                      from,
                      since -> situation.successes().count(since, registry),
                      situation.now(),
                      config)
                  .ifPresent(
                      surge ->
                          blames.add(
                              surge.blame(
                                  OutbreakScope.REGISTRY,
                                  from.get(0).registry(),
                                  situation.successes().count(surge.since(), registry.negate()))));
            });
    return blames;
  }

  private static boolean hasCredentials(Failure failure) {
    return !failure.incident().pullSecrets().isEmpty();
  }

  /**
   * By {@code namespace/secret}: those that are missing if any are, otherwise all that are named.
   */
  private static Map<String, List<Failure>> bySecret(List<Failure> failures) {
    Map<String, List<Failure>> bySecret = new TreeMap<>();
    for (Failure failure : failures) {
      List<String> missing = failure.incident().missingPullSecrets();
      List<String> secrets =
          failure.cause() == Cause.PULL_SECRET_MISSING && !missing.isEmpty()
              ? missing
              : failure.incident().pullSecrets();
      for (String secret : secrets) {
        bySecret
            .computeIfAbsent(
                failure.incident().namespace() + '/' + secret, key -> new ArrayList<>())
            .add(failure);
      }
    }
    return bySecret;
  }

  private static Blame blame(
      OutbreakScope scope, String key, List<Failure> failures, Situation situation) {
    Instant since =
        failures.stream().map(Failure::since).min(Comparator.naturalOrder()).orElseThrow();
    Predicate<Successes.Pull> registries = Successes.from(Groups.of(failures, Failure::registry));
    return new Blame(
        scope, key, failures, since, 0, situation.successes().count(since, registries));
  }
}
