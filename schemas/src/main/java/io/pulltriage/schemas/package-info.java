/**
 * What crosses Kafka: the records (generated from {@code src/main/avro}), the topics they travel
 * on, their keys and serdes. Producers write them, the Streams application reads and answers with
 * them; this package knows neither.
 */
@NullMarked
package io.pulltriage.schemas;

import org.jspecify.annotations.NullMarked;
