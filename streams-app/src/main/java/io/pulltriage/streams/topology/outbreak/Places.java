package io.pulltriage.streams.topology.outbreak;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where the nodes of one cluster are. Immutable.
 *
 * @param zones each known node's zone; an empty text for a node without one
 */
record Places(Map<String, String> zones) {

  Places {
    zones = Map.copyOf(zones);
  }

  Optional<String> zoneOf(String node) {
    return Optional.ofNullable(zones.get(node)).filter(zone -> !zone.isEmpty());
  }

  Set<String> nodesIn(String zone) {
    return zones.entrySet().stream()
        .filter(place -> place.getValue().equals(zone))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** Whether the cluster spreads over several zones. */
  boolean hasZones() {
    return zones.values().stream().filter(zone -> !zone.isEmpty()).distinct().count() > 1;
  }

  int nodes() {
    return zones.size();
  }
}
