package io.pulltriage.streams.query;

import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.Confidence;
import io.pulltriage.schemas.ContainerType;
import io.pulltriage.schemas.ImageReference;
import io.pulltriage.schemas.ImageReferences;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.IncidentStatus;
import io.pulltriage.schemas.Keys;
import io.pulltriage.schemas.Phase;
import io.pulltriage.schemas.Resolution;
import io.pulltriage.schemas.Severity;
import io.pulltriage.schemas.Workload;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Incidents of a small world, so that filters find several. */
final class Incidents {

  static final List<String> CLUSTERS = List.of("a", "a/b", "lab-a", "ü", "\ud83d\ude80");
  static final List<String> NAMESPACES = List.of("shop", "shop-2", "b", "data");
  static final List<String> NAMES = List.of("api", "web", "shop");
  static final List<String> KINDS = List.of("Deployment", "Job");
  static final List<String> IMAGES =
      List.of("nginx:1.27", "ghcr.io/team/api:1.4.2", "ghcr.io/team/api:1.4.3", "No Image");
  static final List<String> TEXTS =
      List.of("API:1.4.", "node-1", "it Failed 2", "dns_", "\u00dc", "-");
  static final List<Cause> CAUSES = List.of(Cause.TAG_NOT_FOUND, Cause.DNS_FAILURE);

  private Incidents() {}

  static Incident random(Random random) {
    String cluster = any(CLUSTERS, random);
    String namespace = any(NAMESPACES, random);
    Workload workload = new Workload(any(KINDS, random), any(NAMES, random));
    ImageReference image = ImageReferences.parse(any(IMAGES, random));
    Instant since = Instant.ofEpochSecond(1_760_000_000L + random.nextInt(20) * 3_600L);
    boolean open = random.nextBoolean();
    return Incident.newBuilder()
        .setId(
            (random.nextInt(8) == 0 ? "other/" : "")
                + Keys.incident(cluster, namespace, workload, "app", Phase.PULL, image))
        .setStatus(open ? IncidentStatus.OPEN : IncidentStatus.RESOLVED)
        .setResolution(open ? null : Resolution.RECOVERED)
        .setPhase(Phase.PULL)
        .setCause(any(CAUSES, random))
        .setConfidence(Confidence.CERTAIN)
        .setSeverity(any(List.of(Severity.values()), random))
        .setTitle("It failed " + random.nextInt(3))
        .setExplanation("")
        .setCluster(cluster)
        .setNamespace(namespace)
        .setWorkload(workload)
        .setContainer("app")
        .setContainerType(ContainerType.CONTAINER)
        .setImage(image)
        .setNodes(IntStream.range(0, random.nextInt(4)).mapToObj(i -> "node-" + i).toList())
        .setAffectedPods(1)
        .setOccurrences(1)
        .setFirstSeen(since)
        .setLastSeen(since)
        .setResolvedAt(open ? null : since.plusSeconds(random.nextInt(7_200)))
        .setOutbreak(random.nextInt(3) == 0 ? "REGISTRY/ghcr.io/DNS_FAILURE" : null)
        .setRulesVersion("1")
        .setRevision(1)
        .build();
  }

  static <V> V any(List<V> values, Random random) {
    return values.get(random.nextInt(values.size()));
  }
}
