package io.pulltriage.streams.topology.outbreak;

import io.pulltriage.schemas.IncidentStatus;
import io.pulltriage.schemas.Outbreak;
import io.pulltriage.schemas.internal.ScopeShare;
import io.pulltriage.schemas.internal.ScopeVerdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What each cluster was last told of its share in a scope, so that it is told only what is new.
 * Belongs to one task; not thread-safe.
 *
 * @param toldByScope ids of outbreaks, by scope and cluster; an empty text for none
 */
record Verdicts(KeyValueStore<String, String> toldByScope) {

  /** What has changed for whom, now that a scope was summed up. */
  List<ScopeVerdict> changed(
      String scope, Collection<ScopeShare> shares, Optional<Outbreak> outbreak) {
    List<ScopeVerdict> changed = new ArrayList<>();
    for (ScopeShare share : shares) {
      Optional<String> id = outbreak.filter(now -> isPartOf(share, now)).map(Outbreak::getId);
      String key = ClusterKeys.key(scope, share.getCluster());
      if (!id.orElse("").equals(toldByScope.get(key))) {
        toldByScope.put(key, id.orElse(""));
        changed.add(new ScopeVerdict(scope, share.getCluster(), id.orElse(null)));
      }
    }
    return changed;
  }

  void forget(String scope, String cluster) {
    toldByScope.delete(ClusterKeys.key(scope, cluster));
  }

  /** The shares of an outbreak are those that began with it or after it. */
  private static boolean isPartOf(ScopeShare share, Outbreak outbreak) {
    return outbreak.getStatus() == IncidentStatus.OPEN
        && !share.getSince().isBefore(outbreak.getFirstSeen());
  }
}
