/**
 * Beside the incidents, for those who ask: what of each one can ask for, by id and by time, and how
 * many there are in each namespace. Stands behind the incident stage, in the same partitions.
 */
@NullMarked
package io.pulltriage.streams.topology.index;

import org.jspecify.annotations.NullMarked;
