/**
 * The case stage: collects all that is known about one pod (its snapshots, its events, its node,
 * the use of its image) in one place and tells the incident stage what it finds. First stage of the
 * flow; what is found is decided in {@code diagnosis}.
 */
@NullMarked
package io.pulltriage.streams.topology.pod;

import org.jspecify.annotations.NullMarked;
