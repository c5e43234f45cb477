/** What the tests of alerts share. */
@NullMarked
package io.pulltriage.streams.alert.testing;

import org.jspecify.annotations.NullMarked;
