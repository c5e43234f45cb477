package io.pulltriage.testkit.fleet;

import java.util.List;
import java.util.Map;

/**
 * What happened in a simulated fleet.
 *
 * @param clusters its clusters
 * @param faults what was at fault
 * @param expected the outbreaks that there were: the narrowest scope that holds all failures of a
 *     fault; no fault that fewer than two workloads met at once for a minute and a half
 * @param possible the same with those that several workloads met at once for a shorter time: to
 *     report them is right, not to do so is no miss
 * @param facts what was published, in the order in which it arrives
 */
public record FleetRun(
    List<String> clusters,
    List<Fault> faults,
    Map<Fault, ExpectedOutbreak> expected,
    Map<Fault, ExpectedOutbreak> possible,
    List<Fact> facts) {

  /** How many faults there were at the time at which there were most. */
  public int faultsAtOnce() {
    return faults.stream()
        .mapToInt(
            fault -> (int) faults.stream().filter(other -> other.isActive(fault.begin())).count())
        .max()
        .orElse(0);
  }
}
