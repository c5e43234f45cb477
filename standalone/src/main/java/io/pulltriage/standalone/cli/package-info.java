/**
 * The commands: their options, what they print when used wrongly, their exit status. Standard
 * output carries results and nothing else.
 */
@NullMarked
package io.pulltriage.standalone.cli;

import org.jspecify.annotations.NullMarked;
