/** Second step: finds all phrases of all rules in one pass over a text's symbols. */
@NullMarked
package io.pulltriage.classifier.match;

import org.jspecify.annotations.NullMarked;
