/** Who is told of incidents and outbreaks, how and when; each setting checked where it is made. */
@NullMarked
package io.pulltriage.streams.config.alerts;

import org.jspecify.annotations.NullMarked;
