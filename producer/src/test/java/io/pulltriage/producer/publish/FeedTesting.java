package io.pulltriage.producer.publish;

import io.pulltriage.producer.publish.Publication.Kind;
import io.pulltriage.producer.testing.PodJson;
import io.pulltriage.schemas.NodeCondition;
import io.pulltriage.schemas.NodeSnapshot;
import io.pulltriage.schemas.PodEvent;
import io.pulltriage.schemas.PodGone;
import io.pulltriage.schemas.PodSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A feed of one cluster, what it is told and what it publishes. */
abstract class FeedTesting {

  static final Instant START = Instant.parse("2026-03-04T05:06:07Z");

  final List<Publication> published = new ArrayList<>();
  final ClusterFeed feed = new ClusterFeed("prod", FeedConfig.defaults(), published::add);

  static Instant at(int second) {
    return START.plusSeconds(second);
  }

  void pod(PodJson pod, int second) {
    feed.pod(pod.observedIn("prod"), at(second));
  }

  static PodJson web(String hash, String name) {
    return webCreated(hash, name, 0);
  }

  static PodJson webCreated(String hash, String name, int second) {
    return PodJson.of("web", hash, name, at(second));
  }

  static PodJson pullFails(String hash, String name) {
    return web(hash, name).waiting("ImagePullBackOff", "Back-off pulling image");
  }

  void event(String pod, String reason, int second) {
    feed.event(
        PodEvent.newBuilder()
            .setCluster("prod")
            .setNamespace("shop")
            .setPodName(pod)
            .setPodUid("uid-" + pod)
            .setContainer("app")
            .setEventUid(reason + pod)
            .setReason(reason)
            .setMessage("")
            .setFirstSeen(at(second))
            .setLastSeen(at(second))
            .build(),
        at(second));
  }

  static NodeSnapshot.Builder node(String name, String ready) {
    return NodeSnapshot.newBuilder()
        .setCluster("prod")
        .setName(name)
        .setOperatingSystem("linux")
        .setArchitecture("arm64")
        .setZone("z1")
        .setConditions(
            List.of(
                NodeCondition.newBuilder()
                    .setType("Ready")
                    .setStatus(ready)
                    .setSince(at(0))
                    .build()))
        .setObservedAt(at(0));
  }

  <T> List<T> values(Kind kind, Class<T> type) {
    return ofKind(kind).filter(p -> p.value() != null).map(p -> type.cast(p.value())).toList();
  }

  Stream<Publication> ofKind(Kind kind) {
    return published.stream().filter(publication -> publication.kind() == kind);
  }

  List<String> tombstones() {
    return published.stream().filter(p -> p.value() == null).map(Publication::key).toList();
  }

  List<PodGone> gone() {
    return values(Kind.POD, PodSnapshot.class).stream()
        .flatMap(pod -> pod.getGone().stream())
        .toList();
  }

  PodGone lastGone() {
    List<PodGone> gone = gone();
    return gone.get(gone.size() - 1);
  }
}
