/** Changes of incidents, outbreaks and clusters as they come, for clients that stay connected. */
@NullMarked
package io.pulltriage.streams.api.stream;

import org.jspecify.annotations.NullMarked;
