/** What the outbreak stage decides, case by case and over simulated fleets. */
@NullMarked
package io.pulltriage.streams.topology.outbreak;

import org.jspecify.annotations.NullMarked;
