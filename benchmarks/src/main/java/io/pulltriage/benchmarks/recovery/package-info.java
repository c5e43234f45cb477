/** What it takes to get the analyzer's state back, and how large that state is. */
@NullMarked
package io.pulltriage.benchmarks.recovery;

import org.jspecify.annotations.NullMarked;
