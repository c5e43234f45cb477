/** How fast the hot paths are; {@code docs/performance.md} has the figures. */
@NullMarked
package io.pulltriage.benchmarks;

import org.jspecify.annotations.NullMarked;
