/** Running the Streams application: its settings for Kafka, its life, how far it has come. */
@NullMarked
package io.pulltriage.streams.ops;

import org.jspecify.annotations.NullMarked;
