/** Kafka and the analyzer for tests that watch what becomes of a cluster's failures. */
@NullMarked
package io.pulltriage.standalone.pipeline;

import org.jspecify.annotations.NullMarked;
