/**
 * The topology: {@link io.pulltriage.streams.topology.IncidentTopology} reads as a table of
 * contents, with one package for each stage. Time ({@code time}) and facts ({@code node}, {@code
 * image}) come to the cases ({@code pod}), which are diagnosed ({@code diagnosis}) and become
 * incidents ({@code incident}) and outbreaks ({@code outbreak}).
 */
@NullMarked
package io.pulltriage.streams.topology;

import org.jspecify.annotations.NullMarked;
