/** The settings of the Streams application, each checked where it is made. */
@NullMarked
package io.pulltriage.streams.config;

import org.jspecify.annotations.NullMarked;
