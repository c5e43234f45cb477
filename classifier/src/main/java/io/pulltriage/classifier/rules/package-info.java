/** Third step: rules, which are data, are read, tested against their examples and decided. */
@NullMarked
package io.pulltriage.classifier.rules;

import org.jspecify.annotations.NullMarked;
