/**
 * How records become bytes: Confluent's wire format on the public topics, which anyone may read,
 * Avro's single-object encoding between the stages, and JSON for people and programs outside Kafka.
 */
@NullMarked
package io.pulltriage.schemas.serdes;

import org.jspecify.annotations.NullMarked;
