/**
 * A Kafka broker inside this process: what the one-process commands run on, and what integration
 * tests start in place of a container. It knows no records, topics or settings of ours.
 *
 * <p>Kafka logs a great deal at its start. In Logback, keep it quiet with the level {@code WARN}
 * for the loggers {@code org.apache.kafka}, {@code kafka} and {@code state.change.logger}, and
 * {@code ERROR} for {@code org.apache.kafka.controller.QuorumController} and {@code
 * org.apache.kafka.clients.NetworkClient}, which warn of each start and stop.
 */
@NullMarked
package io.pulltriage.kafka;

import org.jspecify.annotations.NullMarked;
