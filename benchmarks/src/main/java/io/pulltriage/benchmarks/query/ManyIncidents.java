package io.pulltriage.benchmarks.query;

import io.pulltriage.classifier.Catalogue;
import io.pulltriage.classifier.CauseEntry;
import io.pulltriage.classifier.Steps;
import io.pulltriage.schemas.Cause;
import io.pulltriage.schemas.ClusterStatus;
import io.pulltriage.schemas.Confidence;
import io.pulltriage.schemas.ContainerType;
import io.pulltriage.schemas.Evidence;
import io.pulltriage.schemas.EvidenceSource;
import io.pulltriage.schemas.ImageReference;
import io.pulltriage.schemas.ImageReferences;
import io.pulltriage.schemas.Incident;
import io.pulltriage.schemas.IncidentStatus;
import io.pulltriage.schemas.Outbreak;
import io.pulltriage.schemas.OutbreakScope;
import io.pulltriage.schemas.TopicSpecs;
import io.pulltriage.schemas.Topics;
import io.pulltriage.schemas.Workload;
import io.pulltriage.testkit.KafkaFixture;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * As many open incidents as are wanted in their topic, over 50 clusters of 40 namespaces: a quarter
 * of them of each of the four usual causes and one in a thousand of a rare one, each of a workload
 * and an image of its own, begun over two days.
 */
final class ManyIncidents {

  static final int CLUSTERS = 50;
  static final int NAMESPACES = 40;
  static final Cause RARE = Cause.IMAGE_CORRUPT;

  private static final Catalogue CATALOGUE = Catalogue.bundled();
  private static final int PARTITIONS = 8;
  private static final int BATCH = 10_000;
  private static final Instant BEGIN = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration LENGTH = Duration.ofDays(2);
  private static final List<Cause> USUAL =
      List.of(
          Cause.TAG_NOT_FOUND, Cause.NETWORK_TIMEOUT, Cause.UNAUTHENTICATED, Cause.REGISTRY_ERROR);

  private final KafkaFixture kafka;
  private final Topics topics;
  private final int count;

  ManyIncidents(KafkaFixture kafka, String name, int count) {
    this.kafka = kafka;
    this.topics = new Topics(name + '.');
    this.count = count;
  }

  Topics topics() {
    return topics;
  }

  static int partitions() {
    return PARTITIONS;
  }

  void createTopics() {
    kafka.createTopics(new TopicSpecs(topics, PARTITIONS, 1).withoutTimeLimits().all());
  }

  /** Writes into the topics. */
  void write() {
    for (int from = 0; from < count; from += BATCH) {
      kafka.send(
          kafka.serdes().incident(),
          IntStream.range(from, Math.min(count, from + BATCH))
              .mapToObj(this::incident)
              .map(one -> new ProducerRecord<>(topics.incidents(), one.getId(), one))
              .toList());
    }
    kafka.send(
        kafka.serdes().outbreak(),
        IntStream.range(0, 20)
            .mapToObj(this::outbreak)
            .map(one -> new ProducerRecord<>(topics.outbreaks(), one.getId(), one))
            .toList());
    kafka.send(
        kafka.serdes().clusterStatus(),
        IntStream.range(0, CLUSTERS)
            .mapToObj(ManyIncidents::status)
            .map(one -> new ProducerRecord<>(topics.clusters(), one.getCluster(), one))
            .toList());
  }

  static String cluster(int number) {
    return "cluster-" + number % CLUSTERS;
  }

  Incident incident(int number) {
    Cause cause = number % 1_000 == 7 ? RARE : USUAL.get(number % USUAL.size());
    CauseEntry entry = CATALOGUE.entry(cause);
    String name = "workload-" + number;
    ImageReference image =
        ImageReferences.parse("registry-%d.example/team/%s:1.4.2".formatted(number % 20, name));
    Workload workload = new Workload("Deployment", name);
    Instant since = BEGIN.plus(LENGTH.multipliedBy(number).dividedBy(count));
    return Incident.newBuilder()
        .setId(id(number))
        .setStatus(IncidentStatus.OPEN)
        .setPhase(entry.phase())
        .setCause(cause)
        .setConfidence(Confidence.CERTAIN)
        .setSeverity(entry.severity())
        .setTitle(entry.title())
        .setExplanation(entry.explanation())
        .setRemediation(Steps.fill(entry.remediation(), Steps.valuesOf(image)))
        .setCluster(cluster(number))
        .setNamespace(namespace(number))
        .setWorkload(workload)
        .setContainer("app")
        .setContainerType(ContainerType.CONTAINER)
        .setImage(image)
        .setNodes(List.of("node-" + number % 1_000))
        .setZones(List.of("zone-" + number % 3))
        .setPlatforms(List.of("linux/amd64"))
        .setAffectedPods(1)
        .setFailingPods(1)
        .setPodNames(List.of("%s-6f7d9c5b4-%05x".formatted(name, number * 31)))
        .setOccurrences(12)
        .setFirstSeen(since)
        .setLastSeen(since)
        .setEvidence(List.of(evidence(image.getReference(), since)))
        .setOutbreak(outbreakId(number))
        .setRulesVersion("2026.11-1a2b3c4d")
        .setRevision(3)
        .build();
  }

  static String id(int number) {
    return "%s/%s/Deployment/workload-%d/app/PULL/%08x"
        .formatted(cluster(number), namespace(number), number, number * 0x9E3779B9);
  }

  private static String namespace(int number) {
    return "namespace-" + number / CLUSTERS % NAMESPACES;
  }

  private static String outbreakId(int number) {
    return "REGISTRY/registry-%d.example/NETWORK_TIMEOUT".formatted(number % 20);
  }

  private static Evidence evidence(String image, Instant at) {
    return Evidence.newBuilder()
        .setSource(EvidenceSource.EVENT)
        .setReason("Failed")
        .setMessage(
            ("Failed to pull image \"%s\": rpc error: code = NotFound desc = failed to pull and"
                    + " unpack image \"%s\": failed to resolve reference \"%s\": %s: not found")
                .formatted(image, image, image, image))
        .setAt(at)
        .setRule("reference-not-found")
        .build();
  }

  private Outbreak outbreak(int number) {
    List<String> ids = new ArrayList<>();
    IntStream.range(0, 50).forEach(i -> ids.add(id(number + 20 * i)));
    return Outbreak.newBuilder()
        .setId(outbreakId(number))
        .setStatus(IncidentStatus.OPEN)
        .setScope(OutbreakScope.REGISTRY)
        .setKey("registry-%d.example".formatted(number))
        .setCause(Cause.NETWORK_TIMEOUT)
        .setConfidence(Confidence.CERTAIN)
        .setExplanation("All images of one registry fail.")
        .setClusters(
            IntStream.range(0, CLUSTERS).mapToObj(ManyIncidents::cluster).sorted().toList())
        .setNodes(IntStream.range(0, 1_000).mapToObj(i -> cluster(i) + "/node-" + i).toList())
        .setIncidents(count / 20)
        .setIncidentIds(ids)
        .setFailingPods(count / 20)
        .setHealthyPods(0)
        .setFirstSeen(BEGIN)
        .setLastSeen(BEGIN.plus(LENGTH))
        .setRevision(1)
        .build();
  }

  private static ClusterStatus status(int number) {
    return ClusterStatus.newBuilder()
        .setCluster(cluster(number))
        .setConnected(true)
        .setSynced(true)
        .setSince(BEGIN)
        .setObservedAt(BEGIN.plus(LENGTH))
        .build();
  }
}
