/**
 * The incident stage: what several pods of one workload show about one container and image becomes
 * one incident with a life of its own. Second stage of the flow, behind the cases; the outbreaks
 * come after it. The processor keeps the findings; what they amount to is decided by pure
 * functions.
 */
@NullMarked
package io.pulltriage.streams.topology.incident;

import org.jspecify.annotations.NullMarked;
