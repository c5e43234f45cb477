/** What the producer costs: heap, CPU time and threads, against API servers in another process. */
@NullMarked
package io.pulltriage.benchmarks.producer;

import org.jspecify.annotations.NullMarked;
