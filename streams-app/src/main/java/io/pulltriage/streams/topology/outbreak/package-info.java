/**
 * Many incidents with one cause at a wider scope, in two steps, so that no busy registry is the
 * work of one thread: in TRIAGE, each cluster compares what fails in it with what succeeds and says
 * what it contributes to which scope ({@code Attribution}); OUTBREAKS sums up the contributions of
 * all clusters to one scope ({@code OutbreakSummary}). Both decide by pure functions over counts.
 */
@NullMarked
package io.pulltriage.streams.topology.outbreak;

import org.jspecify.annotations.NullMarked;
