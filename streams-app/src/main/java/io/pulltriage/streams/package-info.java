/** Kafka to incidents: the Streams application, its wiring and its life. */
@NullMarked
package io.pulltriage.streams;

import org.jspecify.annotations.NullMarked;
