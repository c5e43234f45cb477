@NullMarked
package io.pulltriage.streams.topology.unread;

import org.jspecify.annotations.NullMarked;
