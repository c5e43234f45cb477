/** Keeps what was told and what is to be told, and counts it; one thread, no input or output. */
@NullMarked
package io.pulltriage.streams.alert.engine;

import org.jspecify.annotations.NullMarked;
