/** Who is to be told what, and when: pure functions of what is so, what was told, and the time. */
@NullMarked
package io.pulltriage.streams.alert.decide;

import org.jspecify.annotations.NullMarked;
