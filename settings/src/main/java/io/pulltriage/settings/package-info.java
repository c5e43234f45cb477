/**
 * Configuration as a tree of records: each checks itself, and the path of a component in the tree
 * is its key. Knows nothing of what is configured. {@link io.pulltriage.settings.ConfigReader}
 * reads such a tree, {@link io.pulltriage.settings.ConfigPage} writes its reference.
 */
@NullMarked
package io.pulltriage.settings;

import org.jspecify.annotations.NullMarked;
