package io.pulltriage.streams.topology.pod;

import io.pulltriage.schemas.ClusterStatus;
import io.pulltriage.schemas.ImageUsage;
import io.pulltriage.schemas.Keys;
import io.pulltriage.schemas.NodeSnapshot;
import io.pulltriage.schemas.PodEvent;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.internal.FactVersion;
import io.pulltriage.schemas.internal.PodReferences;
import io.pulltriage.schemas.serdes.InternalSerdes;
import io.pulltriage.streams.config.AnalyzerConfig;
import io.pulltriage.streams.topology.Sources;
import io.pulltriage.streams.topology.StageSupplier;
import io.pulltriage.streams.topology.Stores;
import io.pulltriage.streams.topology.facts.FactTable;
import io.pulltriage.streams.topology.time.TimeBroadcast;
import java.time.Instant;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.jspecify.annotations.Nullable;

/** Reads what cases learn from, each kind as one stream by the pod's key. */
final class CaseInputs {

  private final Sources sources;
  private final AnalyzerConfig config;

  CaseInputs(Sources sources, AnalyzerConfig config) {
    this.sources = sources;
    this.config = config;
  }

  /** All of it. Time comes last, so that it is behind the facts of the same moment. */
  KStream<String, CaseInput> read() {
    Stores stores = new Stores(config.storage());
    KStream<String, PodSnapshot> pods =
        sources.pods().mapValues(CaseInputs::checked, Named.as("check-pods"));
    KStream<String, PodEvent> events = sources.podEvents();
    KStream<String, PodReferences> references = references(pods, stores);
    return pods.mapValues(CaseInputs::snapshot, Named.as("take-pods"))
        .merge(
            events.mapValues(CaseInputs::event, Named.as("take-pod-events")),
            Named.as("add-pod-events"))
        .merge(
            nodes(stores)
                .of(references, pod -> pod.getNode().orElse(null))
                .mapValues(node -> (CaseInput) new CaseInput.Node(node), Named.as("take-nodes")),
            Named.as("add-nodes"))
        .merge(
            images(stores)
                .of(references, pod -> pod.getImage().orElse(null))
                .mapValues(
                    usage -> (CaseInput) new CaseInput.Usage(usage), Named.as("take-images")),
            Named.as("add-images"))
        .merge(times(), Named.as("add-times"));
  }

  private FactTable<NodeSnapshot> nodes(Stores stores) {
    return FactTable.of(
        sources.nodes(),
        stores,
        new FactTable.Kind<>(
            "nodes",
            NodeSnapshot.class,
            node -> new FactVersion(node.getObservedAt(), node.getRevision())));
  }

  private FactTable<ImageUsage> images(Stores stores) {
    return FactTable.of(
        sources.images(),
        stores,
        new FactTable.Kind<>(
            "images",
            ImageUsage.class,
            usage -> new FactVersion(usage.getObservedAt(), usage.getRevision())));
  }

  private static KStream<String, PodReferences> references(
      KStream<String, PodSnapshot> pods, Stores stores) {
    return pods.process(
        new StageSupplier<>(
            PodReferencesProcessor::new,
            Set.of(
                stores.keyed(Stores.REFERENCES, InternalSerdes.of(PodReferences.class)),
                stores.keyed(Stores.REFERENCE_TIMERS, Serdes.String()))),
        Named.as("keep-references"));
  }

  /** Each cluster's time goes to every partition, for its pods are in all of them. */
  private KStream<String, CaseInput> times() {
    return sources
        .clusters()
        .filter((cluster, status) -> status != null, Named.as("drop-withdrawn-clusters"))
        .mapValues(CaseInputs::observedAt, Named.as("name-times"))
        .repartition(
            Repartitioned.<String, Long>as("times")
                .withKeySerde(Serdes.String())
                .withValueSerde(Serdes.Long())
                .withNumberOfPartitions(config.partitions())
                .withStreamPartitioner(new TimeBroadcast<>(time -> true)))
        .mapValues(
            (cluster, time) -> new CaseInput.Time(cluster, Instant.ofEpochMilli(time)),
            Named.as("take-times"));
  }

  private static Long observedAt(ClusterStatus status) {
    return status.getObservedAt().toEpochMilli();
  }

  /** Before any of it is kept anywhere. */
  private static @Nullable PodSnapshot checked(String key, @Nullable PodSnapshot pod) {
    if (pod != null) {
      requireKey(key, Keys.pod(pod.getCluster(), pod.getUid()));
    }
    return pod;
  }

  private static CaseInput snapshot(@Nullable PodSnapshot pod) {
    return pod == null ? new CaseInput.Withdrawal() : new CaseInput.Snapshot(pod);
  }

  private static CaseInput event(String key, PodEvent event) {
    requireKey(key, Keys.pod(event.getCluster(), event.getPodUid()));
    return new CaseInput.Event(event);
  }

  /** Whoever writes these topics by hand gets the record back in the dead letters. */
  private static void requireKey(String key, String expected) {
    if (!expected.equals(key)) {
      throw new IllegalArgumentException(
          "the record's key is %s, its value belongs to %s".formatted(key, expected));
    }
  }
}
