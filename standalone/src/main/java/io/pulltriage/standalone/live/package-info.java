/** Everything in one process on clusters of one's own. */
@NullMarked
package io.pulltriage.standalone.live;

import org.jspecify.annotations.NullMarked;
