/**
 * Tells people and systems of incidents and outbreaks, off the processing threads: {@code kafka}
 * reads what changes, {@code engine} keeps what is to be told, {@code decide} says whether, {@code
 * text} what, and {@code sink} brings it there.
 */
@NullMarked
package io.pulltriage.streams.alert;

import org.jspecify.annotations.NullMarked;
