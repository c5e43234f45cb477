/** Tests rules against messages of which somebody says what they are. */
@NullMarked
package io.pulltriage.classifier.examples;

import org.jspecify.annotations.NullMarked;
