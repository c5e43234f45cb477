/**
 * The tables beside the pods: which node a pod is on and how its image is used. Each is joined by
 * its own key, so that a change of a node reaches all of its failing pods.
 */
@NullMarked
package io.pulltriage.streams.topology.facts;

import org.jspecify.annotations.NullMarked;
