/** State that an earlier version kept, taken up by this one. */
@NullMarked
package io.pulltriage.streams.upgrade;

import org.jspecify.annotations.NullMarked;
