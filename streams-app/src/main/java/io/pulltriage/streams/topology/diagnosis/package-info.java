/**
 * What is wrong with one pod: pure functions from what is known of the pod, its node and the use of
 * its image to a finding for each of its containers that fails. No Kafka, no clock, no I/O.
 */
@NullMarked
package io.pulltriage.streams.topology.diagnosis;

import org.jspecify.annotations.NullMarked;
