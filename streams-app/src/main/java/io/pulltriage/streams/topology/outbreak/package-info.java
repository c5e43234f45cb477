/**
 * The outbreak stage: many incidents with one cause at a wider scope. Third stage of the flow,
 * behind the incidents. It comes in two steps, so that no busy registry sits on one thread: each
 * cluster weighs what fails in it against what succeeds and says what it adds to which scope
 * ({@code ClusterWeighing}); then what all clusters add to one scope is summed up ({@code
 * OutbreakSummary}). Both decide by pure functions over counts.
 */
@NullMarked
package io.pulltriage.streams.topology.outbreak;

import org.jspecify.annotations.NullMarked;
