/** Asks a running instance over its REST interface. */
@NullMarked
package io.pulltriage.standalone.remote;

import org.jspecify.annotations.NullMarked;
