package io.pulltriage.streams.topology.diagnosis;

import static java.util.Objects.requireNonNullElse;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Confidence;
import io.pulltriage.schemas.internal.Signal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a pod's pull secrets add to a refusal by the registry. Pure. */
final class Credentials {

  /** A list in parentheses, or one name, perhaps with its namespace. */
  private static final Pattern NAMED =
      Pattern.compile(
          "pull secrets? (?:\\(([^()]{1,2000})\\)|\"?(?:[a-z0-9-]+/)?([a-z0-9][a-z0-9.-]*)\"? (?:for|due))",
          Pattern.CASE_INSENSITIVE);

  private Credentials() {}

  /** Whether better credentials may help against a cause. */
  static boolean concern(Cause cause) {
    return cause == Cause.UNAUTHENTICATED
        || cause == Cause.FORBIDDEN
        || cause == Cause.NOT_FOUND_OR_PRIVATE
        || cause == Cause.PULL_SECRET_MISSING
        || cause == Cause.PULL_SECRET_INVALID;
  }

  /** A refusal of a pod whose secret does not exist is the secret's fault. */
  static Verdict refine(Verdict verdict, FailureSignals signals) {
    Optional<Signal> missing = missing(signals);
    if (missing.isEmpty() || !concern(verdict.cause())) {
      return verdict;
    }
    boolean refused = verdict.cause() != Cause.NOT_FOUND_OR_PRIVATE;
    return verdict.becauseOf(
        Cause.PULL_SECRET_MISSING, refused ? Confidence.CERTAIN : Confidence.LIKELY);
  }

  /** What the kubelet said of missing secrets, unless the newest failures came without it. */
  static Optional<Signal> missing(FailureSignals signals) {
    return signals
        .missingSecrets()
        .filter(
            secrets ->
                signals.failures().stream()
                    .filter(CauseChoice::tells)
                    .noneMatch(
                        failure ->
                            failure.getAt().minus(CauseChoice.RECENT).isAfter(secrets.getAt())));
  }

  /** Names of the secrets that the kubelet did not find, in order. */
  static List<String> missingNames(FailureSignals signals) {
    return missing(signals).map(Credentials::names).orElse(List.of());
  }

  private static List<String> names(Signal secrets) {
    Matcher matcher = NAMED.matcher(secrets.getMessage());
    return matcher.find()
        ? Arrays.stream(requireNonNullElse(matcher.group(1), matcher.group(2)).split(","))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .sorted()
            .distinct()
            .toList()
        : List.of();
  }
}
