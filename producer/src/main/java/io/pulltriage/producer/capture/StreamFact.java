package io.pulltriage.producer.capture;

import io.pulltriage.producer.wire.Fact;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A fact in its place in the cluster's order.
 *
 * @param version resource version; orders the facts of all streams of a cluster
 * @param time when it came about; null where that is not told
 * @param initial whether it was so before the recording began
 * @param fact the fact
 */
record StreamFact(long version, @Nullable Instant time, boolean initial, Fact fact) {}
