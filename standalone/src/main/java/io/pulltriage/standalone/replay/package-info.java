/** What it takes to feed recorded clusters through the whole pipeline. */
@NullMarked
package io.pulltriage.standalone.replay;

import org.jspecify.annotations.NullMarked;
