/**
 * Beside the cases: counts the texts that no rule reads by their wording, so that a user sees what
 * to write a rule for.
 */
@NullMarked
package io.pulltriage.streams.topology.unread;

import org.jspecify.annotations.NullMarked;
