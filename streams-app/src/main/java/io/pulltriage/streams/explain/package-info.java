/**
 * Says of one message what it means and what to do: for the command line and the REST interface,
 * without Kafka.
 */
@NullMarked
package io.pulltriage.streams.explain;

import org.jspecify.annotations.NullMarked;
