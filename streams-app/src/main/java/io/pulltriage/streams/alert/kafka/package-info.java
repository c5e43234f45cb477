/** The alerts' side of Kafka: what changes, what was told, who is silent. */
@NullMarked
package io.pulltriage.streams.alert.kafka;

import org.jspecify.annotations.NullMarked;
