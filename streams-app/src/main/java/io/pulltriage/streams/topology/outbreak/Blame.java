package io.pulltriage.streams.topology.outbreak;

import io.pulltriage.schemas.OutbreakScope;
import java.time.Instant;
import java.util.List;

/**
 * What one cluster blames for some of its failures.
 *
 * @param scope how far it reaches
 * @param key what is failing within that scope
 * @param failures those that it explains, at least one
 * @param since when the first of them began
 * @param healthy successes within the scope since then
 * @param healthyBeside successes beside it since then: what narrows the blame down
 * @param doubtful whether it may as well be the trouble of the one node on which it shows
 * @param eased whether it is blamed only for what it did before: by now things go well there, but
 *     not every pod has tried again
 */
record Blame(
    OutbreakScope scope,
    String key,
    List<Failure> failures,
    Instant since,
    int healthy,
    int healthyBeside,
    boolean doubtful,
    boolean eased) {

  Blame(
      OutbreakScope scope,
      String key,
      List<Failure> failures,
      Instant since,
      int healthy,
      int healthyBeside) {
    this(scope, key, failures, since, healthy, healthyBeside, false, false);
  }

  Blame {
    failures = List.copyOf(failures);
  }

  Blame inDoubt() {
    return new Blame(scope, key, failures, since, healthy, healthyBeside, true, eased);
  }

  int pods() {
    return Surge.pods(failures);
  }

  Blame larger(Blame other) {
    return pods() >= other.pods() ? this : other;
  }
}
