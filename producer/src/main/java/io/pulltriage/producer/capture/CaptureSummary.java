package io.pulltriage.producer.capture;

import io.pulltriage.producer.publish.Publication;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What feeding a capture came to.
 *
 * @param clusters the clusters in it, in alphabetical order
 * @param facts watch events that were fed
 * @param repeated watch events that an earlier watch had told already
 * @param problems how much could not be used
 * @param publications what was published, by kind
 * @param skippedEvents Kubernetes events that are not about images or starts, by reason
 * @param start time of the first watch event; null where there was none
 * @param end time of the last; null where there was none
 */
public record CaptureSummary(
    List<String> clusters,
    long facts,
    long repeated,
    long problems,
    Map<Publication.Kind, Long> publications,
    Map<String, Long> skippedEvents,
    @Nullable Instant start,
    @Nullable Instant end) {}
