/** How long queries take with many incidents, over two instances on a real broker. */
@NullMarked
package io.pulltriage.benchmarks.query;

import org.jspecify.annotations.NullMarked;
