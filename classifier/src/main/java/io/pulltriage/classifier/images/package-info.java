/** What is known about particular images, read from data. */
@NullMarked
package io.pulltriage.classifier.images;

import org.jspecify.annotations.NullMarked;
