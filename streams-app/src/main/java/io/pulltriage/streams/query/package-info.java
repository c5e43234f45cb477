/** Answers from the state stores, in layers: so far, those of this instance. */
@NullMarked
package io.pulltriage.streams.query;

import org.jspecify.annotations.NullMarked;
