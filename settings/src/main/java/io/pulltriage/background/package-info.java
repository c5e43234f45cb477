/** Threads of a service that work in the background, and what becomes of their failures. */
@NullMarked
package io.pulltriage.background;

import org.jspecify.annotations.NullMarked;
