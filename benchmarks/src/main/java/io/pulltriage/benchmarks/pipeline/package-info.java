/** What the Streams application costs beside an application that copies the same records. */
@NullMarked
package io.pulltriage.benchmarks.pipeline;

import org.jspecify.annotations.NullMarked;
