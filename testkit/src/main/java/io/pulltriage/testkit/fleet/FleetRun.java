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
 * @param facts what was published, in the order in which it arrives
 */
public record FleetRun(
    List<String> clusters,
    List<Fault> faults,
    Map<Fault, ExpectedOutbreak> expected,
    List<Fact> facts) {}
