/** What the producer's tests share. */
@NullMarked
package io.pulltriage.producer.testing;

import org.jspecify.annotations.NullMarked;
