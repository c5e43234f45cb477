/** An installation's Kafka and schema registry, for commands that look after them. */
@NullMarked
package io.pulltriage.standalone.kafka;

import org.jspecify.annotations.NullMarked;
