/**
 * What is wrong with one pod: pure functions from the signals, the pod, its node and the use of its
 * image to a finding for each of its containers that fails. No Kafka, no clock, no I/O. Stands
 * between the case (which collects) and the incident (which spans pods).
 */
@NullMarked
package io.pulltriage.streams.topology.diagnosis;

import org.jspecify.annotations.NullMarked;
