@NullMarked
package io.pulltriage.classifier;

import org.jspecify.annotations.NullMarked;
