package io.pulltriage.testkit.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * How facts arrive: a whole cluster may lag behind, single events come late, and others never,
 * since clients drop events under load.
 */
final class Delivery {

  private static final int LOST_OF_HUNDRED = 8;
  private static final int LATE_OF_HUNDRED = 4;
  private static final int LATEST_MILLIS = 60_000;

  private final Random random;
  private final Map<String, Duration> lags = new HashMap<>();
  private final List<Arrival> arrivals = new ArrayList<>();

  Delivery(Random random, List<String> clusters) {
    this.random = random;
    clusters.forEach(cluster -> lags.put(cluster, lag()));
  }

  void add(String cluster, Fact fact) {
    Duration lag = lags.getOrDefault(cluster, Duration.ZERO);
    Instant at = fact.time().plus(lag);
    if (fact.topic() == Fact.Topic.POD_EVENTS) {
      int chance = random.nextInt(100);
      if (chance < LOST_OF_HUNDRED) {
        return;
      }
      if (chance < LOST_OF_HUNDRED + LATE_OF_HUNDRED) {
        at = at.plusMillis(random.nextInt(LATEST_MILLIS));
      }
    }
    arrivals.add(new Arrival(at, fact));
  }

  /** All of them; the sort keeps the order of those that arrive together. */
  List<Fact> facts() {
    return arrivals.stream().sorted(Comparator.comparing(Arrival::at)).map(Arrival::fact).toList();
  }

  private Duration lag() {
    return random.nextInt(4) == 0 ? Duration.ofSeconds(random.nextInt(90)) : Duration.ZERO;
  }

  private record Arrival(Instant at, Fact fact) {}
}
