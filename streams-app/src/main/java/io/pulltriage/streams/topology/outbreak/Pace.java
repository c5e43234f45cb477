package io.pulltriage.streams.topology.outbreak;

import java.util.HashMap;
import java.util.Map;

/**
 * How often a scope is summed up. To sum up costs as much as clusters fail in it; so a scope of
 * many clusters waits for as many times to pass in proportion, which makes the cost of each flat,
 * however many there are. A scope of few does not wait. Only what passes is counted, and no clock
 * asked, so that the same records are summed up alike. Belongs to one task; not thread-safe.
 */
final class Pace {

  private final int atOnce;
  private final Map<String, Waiting> large = new HashMap<>();

  /**
   * A pace.
   *
   * @param atOnce scopes of so many clusters are summed up at each time; one of twice as many at
   *     each second
   */
  Pace(int atOnce) {
    this.atOnce = atOnce;
  }

  /** Lets a time pass for a scope that has changed; tells whether it is to be summed up now. */
  boolean isDue(String scope) {
    Waiting waiting = large.get(scope);
    if (waiting == null) {
      return true;
    }
    large.put(scope, new Waiting(waiting.times + 1, waiting.clusters));
    return (long) (waiting.times + 1) * atOnce >= waiting.clusters;
  }

  /** A scope was summed up. */
  void summedUp(String scope, int clusters) {
    if (clusters > atOnce) {
      large.put(scope, new Waiting(0, clusters));
    } else {
      large.remove(scope);
    }
  }

  /** How many times have passed since a scope of so many clusters was summed up. */
  private record Waiting(int times, int clusters) {}
}
