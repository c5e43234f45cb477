/**
 * The read model: {@link io.pulltriage.streams.query.ReadModel} reads the public topics of
 * incidents, outbreaks and clusters into global stores and an index in memory, and answers from
 * them what REST, the page and the command line ask. It stands behind the topics and knows no stage
 * of the topology.
 */
@NullMarked
package io.pulltriage.streams.query;

import org.jspecify.annotations.NullMarked;
