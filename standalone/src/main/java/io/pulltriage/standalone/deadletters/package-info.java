/** Records that could not be read or processed: what they were, and how they get another try. */
@NullMarked
package io.pulltriage.standalone.deadletters;

import org.jspecify.annotations.NullMarked;
