@NullMarked
package io.pulltriage.classifier.match;

import org.jspecify.annotations.NullMarked;
