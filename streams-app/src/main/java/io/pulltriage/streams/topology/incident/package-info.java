/**
 * What several pods of one workload show about one container and image, as one incident: pure
 * functions over findings. TRIAGE keeps them and decides when to publish.
 */
@NullMarked
package io.pulltriage.streams.topology.incident;

import org.jspecify.annotations.NullMarked;
