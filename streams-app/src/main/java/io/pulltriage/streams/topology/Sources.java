package io.pulltriage.streams.topology;

import io.pulltriage.schemas.ClusterStatus;
import io.pulltriage.schemas.ImageUsage;
import io.pulltriage.schemas.NodeSnapshot;
import io.pulltriage.schemas.PodEvent;
import io.pulltriage.schemas.PodSnapshot;
import io.pulltriage.schemas.Topics;
import io.pulltriage.schemas.serdes.PublicSerdes;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;

/**
 * What clusters tell, each topic read once.
 *
 * @param pods snapshots; null for one that was withdrawn
 * @param podEvents events about pods
 * @param nodes snapshots; null for one that is gone
 * @param images where each image runs; null for one that no longer does
 * @param clusters how far each cluster's facts have come
 */
public record Sources(
    KStream<String, PodSnapshot> pods,
    KStream<String, PodEvent> podEvents,
    KStream<String, NodeSnapshot> nodes,
    KStream<String, ImageUsage> images,
    KStream<String, ClusterStatus> clusters) {

  static Sources read(StreamsBuilder builder, Topics topics, PublicSerdes serdes) {
    return new Sources(
        stream(builder, "pods", topics.pods(), serdes.podSnapshot()),
        stream(builder, "pod-events", topics.podEvents(), serdes.podEvent()),
        stream(builder, "nodes", topics.nodes(), serdes.nodeSnapshot()),
        stream(builder, "images", topics.images(), serdes.imageUsage()),
        stream(builder, "clusters", topics.clusters(), serdes.clusterStatus()));
  }

  private static <V> KStream<String, V> stream(
      StreamsBuilder builder, String name, String topic, Serde<V> values) {
    return builder.stream(topic, Consumed.with(Serdes.String(), values).withName("read-" + name));
  }
}
