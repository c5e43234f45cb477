@NullMarked
package io.pulltriage.classifier.examples;

import org.jspecify.annotations.NullMarked;
