/**
 * Second stage of the producer: decides what of a cluster is worth publishing, and hands it to
 * Kafka. {@link io.pulltriage.producer.publish.ClusterFeed} is a state machine without a clock of
 * its own; recorded and live watches drive it alike.
 */
@NullMarked
package io.pulltriage.producer.publish;

import org.jspecify.annotations.NullMarked;
