package io.pulltriage.producer.publish;

import io.pulltriage.producer.publish.Publication.Kind;
import io.pulltriage.schemas.ClusterStatus;
import io.pulltriage.schemas.Topics;
import io.pulltriage.schemas.WatermarkHeaders;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes Kafka's records of publications, with the headers that say which facts of a cluster belong
 * before which of its statuses. Knows of one session, from its first record on. Thread-safe.
 *
 * <p>A status may be made only when the fate of all that was made before it is told.
 */
public final class Watermarks {

  private final Map<String, ClusterMarks> byCluster = new HashMap<>();

  /** What was handed over of a cluster. */
  private static final class ClusterMarks {
    private long mark = WatermarkHeaders.ABSENT;
    private long deliveredSince;
    private long deliveredBefore;
    private @Nullable Publication refused;
  }

  /**
   * The record of a publication that is handed to Kafka now. A status that was refused and is
   * handed over again keeps its headers: Kafka may have it nevertheless.
   */
  @SuppressWarnings("ReferenceEquality") // The same publication, not one that says the same.
  public synchronized ProducerRecord<String, SpecificRecord> record(
      Publication publication, Topics topics) {
    ProducerRecord<String, SpecificRecord> made =
        new ProducerRecord<>(
            publication.kind().topicIn(topics),
            null,
            publication.time().toEpochMilli(),
            publication.key(),
            publication.value());
    ClusterMarks marks = marks(publication);
    if (publication.kind() != Kind.CLUSTER) {
      WatermarkHeaders.writeAfter(made.headers(), marks.mark);
      return made;
    }
    if (publication != marks.refused) {
      marks.mark = Math.max(marks.mark + 1, observedAt(publication));
      marks.deliveredBefore = marks.deliveredSince;
      marks.deliveredSince = 0;
    }
    marks.refused = null;
    WatermarkHeaders.writeStatus(made.headers(), marks.mark, marks.deliveredBefore);
    return made;
  }

  /** Kafka has acknowledged it. */
  public synchronized void delivered(Publication publication) {
    if (publication.kind() != Kind.CLUSTER) {
      marks(publication).deliveredSince++;
    }
  }

  /** Kafka did not take it, as far as is known. */
  public synchronized void refused(Publication publication) {
    if (publication.kind() == Kind.CLUSTER) {
      marks(publication).refused = publication;
    }
  }

  private ClusterMarks marks(Publication publication) {
    return byCluster.computeIfAbsent(publication.cluster(), unknown -> new ClusterMarks());
  }

  private static long observedAt(Publication status) {
    return status.value() instanceof ClusterStatus told
        ? told.getObservedAt().toEpochMilli()
        : status.time().toEpochMilli();
  }
}
