/**
 * Third stage of the producer: gets publications into Kafka, whatever Kafka does meanwhile, and
 * reads back what is there from before.
 */
@NullMarked
package io.pulltriage.producer.deliver;

import org.jspecify.annotations.NullMarked;
