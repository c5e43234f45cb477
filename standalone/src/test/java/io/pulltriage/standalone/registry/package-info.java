/** The services and the commands with a real schema registry, in a process of its own. */
@NullMarked
package io.pulltriage.standalone.registry;

import org.jspecify.annotations.NullMarked;
