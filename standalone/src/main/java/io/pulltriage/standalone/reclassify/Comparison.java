package io.pulltriage.standalone.reclassify;

import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.IncidentStatus;
import io.pulltriage.standalone.reclassify.Difference.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Holds the incidents by today's rules against those of the topic. Only what the rules have changed
 * is a difference: where facts are missing, or the rules are the same, something else did. Pure.
 */
final class Comparison {

  private final RetainedFacts retained;
  private final Instant since;
  private final List<Difference> differences = new ArrayList<>();
  private int same;
  private int beganBefore;
  private int notRetained;

  private Comparison(RetainedFacts retained, Instant since) {
    this.retained = retained;
    this.since = since;
  }

  /**
   * Compares by id.
   *
   * @param before the topic's
   * @param after by today's rules
   * @param since from when on events were read; what was over by then is left out
   */
  static Reclassification of(
      Map<String, Incident> before,
      Map<String, Incident> after,
      RetainedFacts retained,
      Instant since,
      String rulesVersion) {
    Comparison comparison = new Comparison(retained, since);
    SortedSet<String> ids = new TreeSet<>(before.keySet());
    ids.addAll(after.keySet());
    ids.forEach(id -> comparison.compare(before.get(id), after.get(id)));
    return new Reclassification(
        rulesVersion,
        comparison.differences,
        comparison.same,
        comparison.beganBefore,
        comparison.notRetained,
        0,
        0);
  }

  private void compare(@Nullable Incident before, @Nullable Incident after) {
    if (isOver(before) && isOver(after)) {
      return;
    }
    if (isOlder(before) || isOlder(after)) {
      beganBefore++;
      return;
    }
    Change change = change(before, after);
    if (change == null) {
      same++;
    } else if (isOfTheRules(change, before, after)) {
      differences.add(new Difference(change, before, after));
    } else {
      notRetained++;
    }
  }

  private static @Nullable Change change(@Nullable Incident before, @Nullable Incident after) {
    if (before == null || after == null) {
      return before == null ? Change.ADDED : Change.REMOVED;
    }
    if (before.getCause() != after.getCause()) {
      return Change.CAUSE;
    }
    return before.getConfidence() == after.getConfidence() ? null : Change.CONFIDENCE;
  }

  private boolean isOfTheRules(Change change, @Nullable Incident before, @Nullable Incident after) {
    if (before == null) {
      return true;
    }
    boolean sameRules = after != null && before.getRulesVersion().equals(after.getRulesVersion());
    boolean shaped = change != Change.REMOVED || retained.haveShapeOf(before);
    return !sameRules && shaped && retained.haveEvidenceOf(before);
  }

  /** None is as good as one that was over before. */
  private boolean isOver(@Nullable Incident incident) {
    return incident == null
        || (incident.getStatus() == IncidentStatus.RESOLVED
            && incident.getLastSeen().isBefore(since));
  }

  private boolean isOlder(@Nullable Incident incident) {
    return incident != null && incident.getFirstSeen().isBefore(since);
  }
}
