/**
 * The topology: {@link io.pulltriage.streams.topology.IncidentTopology} names its two stages.
 * TRIAGE ({@code triage}) keeps the facts of each cluster, diagnoses its pods ({@code diagnosis}),
 * combines the findings into incidents ({@code incident}) and attributes them to scopes; OUTBREAKS
 * ({@code outbreak}) sums up what all clusters contribute to a scope.
 */
@NullMarked
package io.pulltriage.streams.topology;

import org.jspecify.annotations.NullMarked;
