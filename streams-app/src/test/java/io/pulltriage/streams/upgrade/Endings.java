package io.pulltriage.streams.upgrade;

import io.pulltriage.producer.publish.Publication;
import io.pulltriage.producer.publish.Publication.Kind;
import io.pulltriage.schemas.ClusterStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How all failures end: a minute after the last fact all pods are gone, and half an hour passes.
 */
final class Endings {

  private static final Duration GONE_AFTER = Duration.ofMinutes(1);
  private static final Duration OVER_AFTER = Duration.ofMinutes(30);

  private Endings() {}

  static List<Publication> of(List<Publication> publications) {
    Map<String, Publication> pods = new TreeMap<>();
    Map<String, Publication> statuses = new TreeMap<>();
    Instant last = Instant.EPOCH;
    for (Publication publication : publications) {
      last = publication.time().isAfter(last) ? publication.time() : last;
      if (publication.kind() == Kind.POD) {
        pods.put(publication.key(), publication);
      } else if (publication.kind() == Kind.CLUSTER) {
        statuses.put(publication.key(), publication);
      }
    }
    List<Publication> endings = new ArrayList<>();
    Instant gone = last.plus(GONE_AFTER);
    pods.forEach(
        (key, pod) -> {
          if (pod.value() != null) {
            endings.add(new Publication(Kind.POD, key, null, gone));
          }
        });
    Instant over = last.plus(OVER_AFTER);
    statuses.forEach(
        (cluster, status) -> {
          if (status.value() instanceof ClusterStatus told) {
            ClusterStatus later = ClusterStatus.newBuilder(told).setObservedAt(over).build();
            endings.add(new Publication(Kind.CLUSTER, cluster, later, over));
          }
        });
    return endings;
  }
}
