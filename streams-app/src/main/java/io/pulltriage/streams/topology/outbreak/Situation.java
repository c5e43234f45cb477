package io.pulltriage.streams.topology.outbreak;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * How things stand in one cluster. Immutable.
 *
 * @param cluster the cluster
 * @param failures what fails now
 * @param successes pulls that succeeded until now
 * @param running containers that run from an image, by its normalised reference
 * @param places where its nodes are
 * @param now the time in the cluster
 */
record Situation(
    String cluster,
    List<Failure> failures,
    Successes successes,
    Map<String, Integer> running,
    Places places,
    Instant now) {

  Situation {
    failures = List.copyOf(failures);
    running = Map.copyOf(running);
  }
}
