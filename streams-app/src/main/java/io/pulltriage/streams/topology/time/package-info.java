/**
 * Time, by cluster: how far each cluster's facts have come, and what is due by then. Every stage
 * has its own clock; a stage tells the next one how far it has come, in every partition, so that
 * the time of a cluster never runs ahead of its facts.
 */
@NullMarked
package io.pulltriage.streams.topology.time;

import org.jspecify.annotations.NullMarked;
