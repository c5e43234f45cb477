/**
 * First stage of the producer: what the Kubernetes API says, in the records that cross Kafka. Pure
 * functions; no Kafka, no clock, no I/O. No secret passes: names of environment variables and pull
 * secrets only, one annotation, and every text goes through {@link
 * io.pulltriage.producer.translate.PublicText}.
 */
@NullMarked
package io.pulltriage.producer.translate;

import org.jspecify.annotations.NullMarked;
