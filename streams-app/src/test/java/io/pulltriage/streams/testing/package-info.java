/** Running the topology in tests. */
@NullMarked
package io.pulltriage.streams.testing;

import org.jspecify.annotations.NullMarked;
