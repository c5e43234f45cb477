/**
 * Holds what the program is installed with (image, Compose, manifests, dashboard, alerts) against
 * the program: every name, port, path, key, argument and variable in them.
 */
@NullMarked
package io.pulltriage.standalone.deploy;

import org.jspecify.annotations.NullMarked;
