/** Text on a screen of some width that may or may not show colours: knows nothing of incidents. */
@NullMarked
package io.pulltriage.standalone.terminal;

import org.jspecify.annotations.NullMarked;
