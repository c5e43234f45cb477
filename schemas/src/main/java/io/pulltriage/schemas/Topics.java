package io.pulltriage.schemas;

import java.util.Set;

/**
 * The public topics. Their names share a prefix, so that several installations can live on one
 * Kafka. Immutable.
 *
 * @param prefix what every name begins with, usually {@code pulltriage.}
 */
public record Topics(String prefix) {

  /** The prefix of an installation that does not choose its own. */
  public static final String DEFAULT_PREFIX = "pulltriage.";

  /** The topics of an installation that does not choose its own prefix. */
  public static Topics withDefaultPrefix() {
    return new Topics(DEFAULT_PREFIX);
  }

  /**
   * The topics that are filled from clusters. They have the same number of partitions and are
   * partitioned by cluster; see {@link ClusterPartitioner}.
   */
  public Set<String> facts() {
    return Set.of(podEvents(), pods(), nodes(), images(), clusters());
  }

  /** {@link PodEvent} by {@link Keys#pod}; deleted after a week. */
  public String podEvents() {
    return prefix + "pod-events";
  }

  /** {@link PodSnapshot} by {@link Keys#pod}; compacted, a tombstone when the pod is gone. */
  public String pods() {
    return prefix + "pods";
  }

  /** {@link NodeSnapshot} by {@link Keys#node}; compacted, a tombstone when the node is gone. */
  public String nodes() {
    return prefix + "nodes";
  }

  /** {@link ImageUsage} by {@link Keys#image}; compacted. */
  public String images() {
    return prefix + "images";
  }

  /** {@link ClusterStatus} by the cluster's name; compacted. */
  public String clusters() {
    return prefix + "clusters";
  }

  /** {@link Incident} by its id; compacted, a tombstone after retention. */
  public String incidents() {
    return prefix + "incidents";
  }

  /** {@link Outbreak} by its id; compacted, a tombstone after retention. */
  public String outbreaks() {
    return prefix + "outbreaks";
  }

  /** {@link AlertState} by {@link Keys#alert}; compacted, a tombstone when all is told. */
  public String alerts() {
    return prefix + "alerts";
  }

  /** {@link AlertSilence} by its id; compacted, a tombstone when it is withdrawn. */
  public String silences() {
    return prefix + "silences";
  }

  /**
   * Records that could not be read or processed: key and value as received, with the headers that
   * Kafka Streams gives its dead letters, all UTF-8 text: {@code __streams.errors.topic}, {@code
   * .partition} and {@code .offset} say where the record stood, {@code .exception} the class of the
   * error, {@code .message} its text and that of what caused it, {@code .stacktrace} where it
   * happened. Deleted after two weeks.
   */
  public String deadLetters() {
    return prefix + "dead-letters";
  }
}
