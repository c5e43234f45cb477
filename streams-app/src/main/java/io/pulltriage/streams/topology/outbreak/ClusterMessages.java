package io.pulltriage.streams.topology.outbreak;

import io.pulltriage.schemas.ImageReferences;
import io.pulltriage.schemas.ImageUsage;
import io.pulltriage.schemas.NodeSnapshot;
import io.pulltriage.schemas.PodEvent;
import io.pulltriage.schemas.internal.ClusterMessage;
import io.pulltriage.schemas.internal.ImageRuns;
import io.pulltriage.schemas.internal.NodePlace;
import io.pulltriage.schemas.internal.PullSuccess;
import io.pulltriage.streams.topology.Sources;
import io.pulltriage.streams.topology.incident.IncidentOutput;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.jspecify.annotations.Nullable;

/** What the outbreak stage learns of clusters, by the cluster. */
final class ClusterMessages {

  /** The kubelet's proof that registry and node work; an image already present is none. */
  private static final Pattern PULLED =
      Pattern.compile("^Successfully pulled image \\\\?\"([^\"\\\\]{1,1000})");

  private ClusterMessages() {}

  static KStream<String, ClusterMessage> from(
      KStream<String, IncidentOutput> incidents, Sources sources) {
    KStream<String, ClusterMessage> told =
        incidents
            .filter(
                (key, output) -> !(output instanceof IncidentOutput.Published),
                Named.as("choose-outbreak-facts"))
            .mapValues(ClusterMessages::message, Named.as("name-outbreak-facts"));
    KStream<String, ClusterMessage> pulls =
        sources
            .podEvents()
            .flatMapValues(
                event -> success(event).map(ClusterMessage::new).stream().toList(),
                Named.as("choose-successes"))
            .selectKey(
                (key, message) -> ((PullSuccess) message.getContent()).getCluster(),
                Named.as("key-successes"));
    KStream<String, ClusterMessage> usage =
        sources
            .images()
            .map(
                (key, image) -> KeyValue.pair(cluster(key), new ClusterMessage(usage(key, image))),
                Named.as("key-images"));
    KStream<String, ClusterMessage> places =
        sources
            .nodes()
            .map(
                (key, node) -> KeyValue.pair(cluster(key), new ClusterMessage(place(key, node))),
                Named.as("key-nodes"));
    return told.merge(pulls, Named.as("add-successes"))
        .merge(usage, Named.as("add-usage"))
        .merge(places, Named.as("add-places"));
  }

  private static ClusterMessage message(IncidentOutput output) {
    if (output instanceof IncidentOutput.Facts facts) {
      return new ClusterMessage(facts.facts());
    } else if (output instanceof IncidentOutput.Time time) {
      return new ClusterMessage(time.marker());
    }
    throw new IllegalArgumentException("not for the outbreak stage: " + output);
  }

  private static Optional<PullSuccess> success(PodEvent event) {
    Matcher pulled = PULLED.matcher(event.getMessage());
    if (!event.getReason().equals("Pulled") || event.getNode().isEmpty() || !pulled.find()) {
      return Optional.empty();
    }
    return ImageReferences.parse(pulled.group(1))
        .getRegistry()
        .map(
            registry ->
                new PullSuccess(
                    event.getCluster(), event.getNode().get(), registry, event.getLastSeen()));
  }

  private static NodePlace place(String key, @Nullable NodeSnapshot node) {
    return node == null
        ? new NodePlace(cluster(key), rest(key), null, true)
        : new NodePlace(node.getCluster(), node.getName(), node.getZone().orElse(null), false);
  }

  /** An image that is no longer told of runs nowhere. */
  private static ImageRuns usage(String key, @Nullable ImageUsage usage) {
    return usage == null ? new ImageRuns(cluster(key), rest(key), 0) : runs(usage);
  }

  /** What of an image's use matters here. */
  static ImageRuns runs(ImageUsage usage) {
    return new ImageRuns(
        usage.getCluster(),
        ImageReferences.normalized(usage.getImage()),
        usage.getRunningContainers());
  }

  /** The keys of nodes and images begin with the cluster. */
  private static String cluster(String key) {
    return key.substring(0, key.indexOf('/'));
  }

  private static String rest(String key) {
    return key.substring(key.indexOf('/') + 1);
  }
}
